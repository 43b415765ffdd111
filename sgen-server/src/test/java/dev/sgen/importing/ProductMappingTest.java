package dev.sgen.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sgen.importing.products.ProductCsv;
import dev.sgen.importing.products.ProductMapping;
import dev.sgen.importing.source.SourceItem;
import dev.sgen.importing.source.UnreadableFile;
import dev.sgen.publishing.IncomingRecord.Wish;
import dev.sgen.support.Requirement;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

@Requirement("REC-19")
class ProductMappingTest {
    static final String LIST = """
            ID,Type,SKU,Name,Published,Regular price,Sale price,Date sale price starts,Date sale price ends,In stock?,Stock,Categories,Tags,Images,Parent,Grouped products,External URL,Button text,Attribute 1 name,Attribute 1 value(s)
            1,variable,SH-1,Shirt,1,,,,,1,,Clothing > Shirts,"soft, blue",,,,,,Size,"S, M"
            2,variation,SH-1-R,Shirt S,1,"1,299.50",,,,1,4,,,,SH-1,,,,Size,S
            3,variation,SH-1-B,Shirt M,1,20,18.5,2026-03-01,2026-03-31,0,0,,,,SH-1,,,,Size,M
            4,simple,CAP,Cap,-1,12,,,,1,,,,,,,,,,
            5,external,EXT,Book,1,9,,,,1,,,,,,,javascript:alert(1),Buy,,
            6,grouped,SET,Set,1,,,,,1,,,,,,"SH-1, GONE",,,,
            7,variation,LOST,Lost,1,5,,,,1,,,,,NOPE,,,,,
            8,"simple, virtual, downloadable",DL,Song,0,one,,,,1,,,,,,,,,,
            """;

    @Test
    void every_row_is_accounted_for() throws Exception {
        List<SourceItem> sourceItems = map(LIST, StandardCharsets.UTF_8);
        assertThat(sourceItems).hasSize(8);
        SourceItem.Item shirt = item(sourceItems, "product:SH-1");
        assertThat(shirt.content().path("variants").get(0).path("price").asString())
                .isEqualTo("1299.50");
        assertThat(shirt.content().path("variants").get(1).path("saleFrom").isMissingNode())
                .isTrue();
        assertThat(shirt.content().path("categories").get(0).asString()).isEqualTo("Clothing > Shirts");
        assertThat(shirt.tags()).containsExactly("soft", "blue");
        assertThat(shirt.content().path("attributes").get(0).path("variation").asBoolean(false))
                .isTrue();
        assertThat(item(sourceItems, "product:CAP").wish()).isEqualTo(Wish.DRAFT);
        assertThat(item(sourceItems, "product:EXT").content().has("externalUrl"))
                .isFalse();
        assertThat(item(sourceItems, "product:EXT").notes()).isNotEmpty();
        assertThat(item(sourceItems, "product:SET").notes()).anyMatch(n -> n.contains("GONE"));
        assertThat(item(sourceItems, "product:DL").notes()).anyMatch(n -> n.contains("isn't an amount"));
        assertThat(item(sourceItems, "product:DL").content().path("virtual").asBoolean(false))
                .isTrue();
        assertThat(sourceItems)
                .filteredOn(SourceItem.Left.class::isInstance)
                .extracting(SourceItem::source)
                .containsExactly("product:LOST");
    }

    @Test
    void spreadsheets_of_every_habit_are_read() throws Exception {
        String german = "sku;NAME;published;regular price\nA;Käse;1;\"12,50\"\nB;Brot;1;1.234,00\n";
        List<SourceItem> sourceItems = map(german, Charset.forName("windows-1252"));
        assertThat(item(sourceItems, "product:A").title()).isEqualTo("Käse");
        assertThat(item(sourceItems, "product:A").content().path("price").asString())
                .isEqualTo("12.50");
        assertThat(item(sourceItems, "product:B").content().path("price").asString())
                .isEqualTo("1234.00");
        assertThat(item(map("\uFEFFSKU\tName\nT\tTab\n", StandardCharsets.UTF_8), "product:T")
                        .title())
                .isEqualTo("Tab");
    }

    @Test
    void sale_dates_are_meant_in_the_sites_zone() throws Exception {
        String list = "SKU,Name,Date sale price starts,Date sale price ends\nA,Apple,2026-03-01,2026-03-31\n";
        SourceItem.Item apple = item(map(list, StandardCharsets.UTF_8), "product:A");
        assertThat(apple.content().path("saleFrom").asString()).isEqualTo("2026-02-28T23:00:00Z");
        assertThat(apple.content().path("saleUntil").asString()).isEqualTo("2026-03-31T21:59:59Z");
    }

    @Test
    void a_broken_list_is_refused_with_a_reason() {
        assertThatExceptionOfType(UnreadableFile.class)
                .isThrownBy(() -> map("a,b\n1,2\n", StandardCharsets.UTF_8))
                .withMessageContaining("Name");
        assertThatExceptionOfType(UnreadableFile.class)
                .isThrownBy(() -> map("SKU,Name\n\"never closed,x\n", StandardCharsets.UTF_8));
    }

    private static List<SourceItem> map(String text, Charset charset) throws UnreadableFile {
        return ProductMapping.map(
                ProductCsv.rows(new ByteArrayInputStream(text.getBytes(charset))),
                ZoneId.of("Europe/Berlin"),
                Trial.bodies());
    }

    private static SourceItem.Item item(List<SourceItem> sourceItems, String source) {
        return sourceItems.stream()
                .filter(a -> a.source().equals(source))
                .map(SourceItem.Item.class::cast)
                .findFirst()
                .orElseThrow();
    }
}

package dev.sgen.importing.products;

import dev.sgen.importing.SourceFormat;
import dev.sgen.importing.source.SourceItem;
import dev.sgen.importing.source.UnreadableFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.springframework.stereotype.Component;

/** Recognises and reads product lists (CSV). */
@Component
public class ProductListFormat implements SourceFormat {
    @Override
    public String key() {
        return "products";
    }

    @Override
    public String label() {
        return "a product list whose first line names the columns (SKU, Name, Regular price …)";
    }

    @Override
    public boolean recognises(String beginning) {
        return !beginning.startsWith("<") && ProductCsv.isHeader(ProductCsv.header(beginning));
    }

    @Override
    public List<SourceItem> read(InputStream in, Target target) throws IOException, UnreadableFile {
        return ProductMapping.map(ProductCsv.rows(in), target.zone(), target.html());
    }
}

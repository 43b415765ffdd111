package dev.sgen.importing.run;

import dev.sgen.importing.ghost.GhostExport;
import dev.sgen.importing.products.ProductCsv;
import dev.sgen.importing.source.CleanXmlReader;
import dev.sgen.importing.source.UnreadableFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What an uploaded file is, told by its beginning and never by its name. */
public enum FileType {
    WORDPRESS,
    GHOST,
    PRODUCTS;

    private static final int HEAD = 64 * 1024;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static FileType of(Path file) throws IOException, UnreadableFile {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD);
        }
        if (head.length == 0) {
            throw new UnreadableFile("The file is empty");
        }
        if (head.length > 3 && (head[0] & 0xFF) == 0x1F && (head[1] & 0xFF) == 0x8B
                || head[0] == 'P' && head.length > 1 && head[1] == 'K') {
            throw new UnreadableFile("The file is compressed; unpack it and import what is inside");
        }
        String text = CleanXmlReader.decode(head).stripLeading();
        if (text.startsWith("<")) {
            if (text.contains("<rss")) {
                return WORDPRESS;
            }
            throw new UnreadableFile("This is XML or HTML, but no WordPress export (Tools, Export, All content)");
        }
        if (GhostExport.isBeginning(text)) {
            return GHOST;
        }
        if (ProductCsv.isHeader(ProductCsv.header(text))) {
            return PRODUCTS;
        }
        throw new UnreadableFile(
                "This is neither a WordPress export nor a Ghost export nor a product list whose first line names the columns (SKU, Name, Regular price …)");
    }
}

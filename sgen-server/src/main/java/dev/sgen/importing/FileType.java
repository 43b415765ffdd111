package dev.sgen.importing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What an uploaded file is, told by its beginning and never by its name. */
enum FileType {
    WORDPRESS,
    GHOST,
    PRODUCTS;

    private static final int HEAD = 64 * 1024;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static FileType of(Path file) throws IOException, BadFile {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD);
        }
        if (head.length == 0) {
            throw new BadFile("The file is empty");
        }
        if (head.length > 3 && (head[0] & 0xFF) == 0x1F && (head[1] & 0xFF) == 0x8B
                || head[0] == 'P' && head.length > 1 && head[1] == 'K') {
            throw new BadFile("The file is compressed; unpack it and import what is inside");
        }
        String text = PlainReader.decode(head).stripLeading();
        if (text.startsWith("<")) {
            if (text.contains("<rss")) {
                return WORDPRESS;
            }
            throw new BadFile("This is XML or HTML, but no WordPress export (Tools, Export, All content)");
        }
        if (Ghost.isBeginning(text)) {
            return GHOST;
        }
        if (ProductCsv.isHeader(ProductCsv.header(text))) {
            return PRODUCTS;
        }
        throw new BadFile(
                "This is neither a WordPress export nor a Ghost export nor a product list whose first line names the columns (SKU, Name, Regular price …)");
    }
}

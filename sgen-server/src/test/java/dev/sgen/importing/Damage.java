package dev.sgen.importing;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Damage as disks, editors and mail programs do it, and worse. */
final class Damage {
    private static final List<String> TOKENS = List.of(
            "<",
            ">",
            "&",
            "]]>",
            "<![CDATA[",
            "<!--",
            "\"",
            "'",
            "{",
            "}",
            "[",
            "]",
            ",",
            ";",
            "\t",
            "\n",
            "\u0000",
            "&#0;",
            "<item>",
            "</item>",
            "<wp:post_id>",
            "<!DOCTYPE x>",
            "\\u0000",
            "\\ud800",
            "null",
            "-1",
            "1e999",
            "<?xml",
            "\uFEFF");

    static byte[] of(Random random, byte[] seed) {
        String text = new String(seed, StandardCharsets.ISO_8859_1);
        for (int n = 1 + random.nextInt(6); n > 0; n--) {
            int at = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), at + random.nextInt(200));
            String token = new String(
                    TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8),
                    StandardCharsets.ISO_8859_1);
            text = switch (random.nextInt(6)) {
                case 0 -> text.substring(0, at) + token + text.substring(at);
                case 1 -> text.substring(0, at) + text.substring(to);
                case 2 -> text.substring(0, to) + text.substring(at);
                case 3 -> text.substring(0, at);
                case 4 ->
                    text.substring(0, at)
                            + (char) random.nextInt(256)
                            + text.substring(Math.min(text.length(), at + 1));
                default -> text.substring(0, at) + token.repeat(1 + random.nextInt(50)) + text.substring(at);
            };
            if (text.isEmpty()) {
                text = " ";
            }
        }
        return text.getBytes(Charset.forName("ISO-8859-1"));
    }
}

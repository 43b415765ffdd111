package dev.sgen.importing.source;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import org.jsoup.nodes.Entities;

/**
 * Repairs XML that was written by string concatenation. It drops output of plugins before the document. Outside of
 * CDATA it escapes bare ampersands and less-than signs, replaces HTML's named entities, and drops references to
 * characters that XML forbids. Document type declarations pass through, for the parser to refuse.
 */
final class RepairedXml extends Reader {
    private static final int HEAD = 64 * 1024;
    private static final int LONGEST = 12;
    private static final String CDATA = "![CDATA[";

    private final PushbackReader in;
    private final StringBuilder ready = new StringBuilder();
    private int at;
    private boolean cdata;
    private int brackets;

    RepairedXml(Reader in) throws IOException {
        this.in = new PushbackReader(in, HEAD + LONGEST);
        skipNoise();
    }

    /**
     * Drops the text before the XML declaration or, if there is none, before {@code <rss}, unless a document type
     * declaration comes first.
     */
    private void skipNoise() throws IOException {
        char[] head = new char[HEAD];
        int size = 0;
        for (int got = 0; got >= 0 && size < HEAD; size += got) {
            got = in.read(head, size, HEAD - size);
            if (got < 0) {
                break;
            }
        }
        String text = new String(head, 0, size);
        int declaration = text.indexOf("<?xml");
        int root = text.indexOf("<rss");
        int type = text.indexOf("<!DOCTYPE");
        int from = declaration >= 0 ? declaration : root >= 0 && (type < 0 || type > root) ? root : 0;
        in.unread(head, from, size - from);
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int put = 0;
        while (put < length) {
            if (at < ready.length()) {
                target[offset + put++] = ready.charAt(at++);
                continue;
            }
            int c = in.read();
            if (c < 0) {
                break;
            }
            ready.setLength(0);
            at = 0;
            if (cdata) {
                inside((char) c);
            } else if (c == '&') {
                ampersand();
            } else if (c == '<') {
                less();
            } else {
                target[offset + put++] = (char) c;
            }
        }
        return put == 0 && length > 0 ? -1 : put;
    }

    private void inside(char c) {
        ready.append(c);
        if (c == '>' && brackets >= 2) {
            cdata = false;
        }
        brackets = c == ']' ? brackets + 1 : 0;
    }

    private void less() throws IOException {
        String next = peek(CDATA.length());
        if (next.equals(CDATA)) {
            cdata = true;
            brackets = 0;
        }
        char c = next.isEmpty() ? ' ' : next.charAt(0);
        boolean markup = Character.isLetter(c) || c == '/' || c == '!' || c == '?' || c == '_' || c == ':';
        ready.append(markup ? "<" : "&lt;");
    }

    private void ampersand() throws IOException {
        String next = peek(LONGEST);
        int end = next.indexOf(';');
        String name = end < 0 ? "" : next.substring(0, end);
        String meant = name.isEmpty() ? null : meaning(name);
        if (meant == null) {
            ready.append("&amp;");
            return;
        }
        in.skip(end + 1L);
        ready.append(meant);
    }

    private static @org.jspecify.annotations.Nullable String meaning(String name) {
        switch (name) {
            case "amp", "lt", "gt", "quot", "apos" -> {
                return "&" + name + ";";
            }
            default -> {}
        }
        if (name.matches("#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}")) {
            int c = name.charAt(1) == 'x' || name.charAt(1) == 'X'
                    ? Integer.parseInt(name.substring(2), 16)
                    : Integer.parseInt(name.substring(1));
            boolean allowed = c == '\t'
                    || c == '\n'
                    || c == '\r'
                    || c >= ' ' && c < 0xD800
                    || c > 0xDFFF && c < 0xFFFE
                    || c > 0xFFFF && c <= Character.MAX_CODE_POINT;
            return allowed ? "&#" + c + ";" : "";
        }
        if (name.matches("[A-Za-z][A-Za-z0-9]{1,10}") && Entities.isNamedEntity(name)) {
            StringBuilder numbers = new StringBuilder();
            Entities.getByName(name)
                    .codePoints()
                    .forEach(c -> numbers.append("&#").append(c).append(';'));
            return numbers.toString();
        }
        return null;
    }

    /** The next characters, which stay unread. */
    private String peek(int most) throws IOException {
        char[] next = new char[most];
        int size = 0;
        while (size < most) {
            int got = in.read(next, size, most - size);
            if (got < 0) {
                break;
            }
            size += got;
        }
        in.unread(next, 0, size);
        return new String(next, 0, size);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

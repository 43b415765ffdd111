package dev.sgen.theme;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A site's one colour, moved as little as needed to be readable on a light and on a dark ground.
 * Editors choose any colour; visitors still get a contrast of at least 4.5 (WCAG 1.4.3).
 */
record Accent(String light, String dark) {
    private static final Pattern HEX = Pattern.compile("#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})");
    private static final double ENOUGH = 4.6;
    private static final double[] LIGHT_GROUND = {247, 246, 243};
    private static final double[] DARK_GROUND = {30, 30, 33};
    private static final double[] BLACK = {0, 0, 0};
    private static final double[] WHITE = {255, 255, 255};

    /** From {@code #rgb} or {@code #rrggbb}; anything else gives the theme's own colour. */
    static Accent of(String colour, String otherwise) {
        Matcher hex = HEX.matcher(colour.strip());
        double[] rgb = parse(hex.matches() ? hex.group(1) : otherwise);
        return new Accent(moved(rgb, LIGHT_GROUND, BLACK), moved(rgb, DARK_GROUND, WHITE));
    }

    private static String moved(double[] rgb, double[] ground, double[] towards) {
        for (int percent = 0; percent <= 100; percent += 4) {
            double[] mixed = new double[3];
            for (int i = 0; i < 3; i++) {
                mixed[i] = rgb[i] + (towards[i] - rgb[i]) * percent / 100;
            }
            if (contrast(mixed, ground) >= ENOUGH) {
                return String.format(
                        Locale.ROOT, "#%02x%02x%02x", Math.round(mixed[0]), Math.round(mixed[1]), Math.round(mixed[2]));
            }
        }
        throw new IllegalStateException("black on light and white on dark are readable");
    }

    private static double[] parse(String hex) {
        String six = hex.length() == 3 ? hex.replaceAll("(.)", "$1$1") : hex;
        int value = Integer.parseInt(six, 16);
        return new double[] {value >> 16 & 255, value >> 8 & 255, value & 255};
    }

    static double contrast(double[] one, double[] other) {
        double a = luminance(one) + 0.05;
        double b = luminance(other) + 0.05;
        return Math.max(a, b) / Math.min(a, b);
    }

    private static double luminance(double[] rgb) {
        return 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
    }

    private static double linear(double channel) {
        double c = channel / 255;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}

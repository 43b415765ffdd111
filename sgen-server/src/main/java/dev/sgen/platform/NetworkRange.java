package dev.sgen.platform;

import java.net.InetAddress;
import java.util.Optional;

/** A range of IP addresses, such as {@code 10.0.0.0/8}, {@code fd00::/8} or a single address. */
public final class NetworkRange {
    private static final int BYTE = 8;

    private final byte[] first;
    private final int bits;

    private NetworkRange(byte[] first, int bits) {
        this.first = first;
        this.bits = bits;
    }

    /** Parses a range; empty if it is none. Never looks up names. */
    public static Optional<NetworkRange> parse(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> address = address(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        byte[] first = address.get().getAddress();
        int most = first.length * BYTE;
        String bits = slash < 0 ? Integer.toString(most) : text.substring(slash + 1);
        if (bits.isEmpty() || bits.length() > 3 || !bits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        int count = Integer.parseInt(bits);
        return count > most ? Optional.empty() : Optional.of(new NetworkRange(first, count));
    }

    /** Parses an IP address literal; empty for a name and for anything else. */
    public static Optional<InetAddress> address(String literal) {
        String plain =
                literal.startsWith("[") && literal.endsWith("]") ? literal.substring(1, literal.length() - 1) : literal;
        // Old spellings of IPv4, such as 10.1 or 0x7f.1, are refused, because programs interpret them differently.
        boolean v4 = plain.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9')
                && plain.chars().filter(c -> c == '.').count() == 3;
        try {
            return plain.length() > 64 || plain.indexOf('%') >= 0 || !v4 && plain.indexOf(':') < 0
                    ? Optional.empty()
                    : Optional.of(InetAddress.ofLiteral(plain));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    /** Whether the address is in this range. */
    public boolean holds(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != first.length) {
            return false;
        }
        for (int i = 0; i * BYTE < bits; i++) {
            int left = bits - i * BYTE;
            int mask = left >= BYTE ? 0xff : 0xff << (BYTE - left) & 0xff;
            if ((bytes[i] & mask) != (first[i] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** A key for the network of one client: the whole IPv4 address, or the first half of an IPv6 address. */
    public static String ofOneClient(InetAddress address) {
        byte[] bytes = address.getAddress();
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < Math.min(bytes.length, BYTE); i++) {
            out.append(Integer.toHexString(bytes[i] & 0xff)).append('.');
        }
        return out.toString();
    }
}

package dev.sgen.support;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A name server on the loopback: it knows the texts that tests publish, and that nothing else exists. */
public final class TestNames {
    private static final int HEAD = 12;
    private static final int TXT = 16;
    private static final int NO_SUCH_NAME = 3;
    private static final TestNames SHARED = new TestNames();

    private final Map<String, List<String>> texts = new ConcurrentHashMap<>();
    private final DatagramSocket socket;

    private TestNames() {
        try {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread.ofPlatform().daemon().name("test-names").start(this::serve);
    }

    /** Where it answers, as the setting has it. */
    public static String address() {
        return "127.0.0.1:" + SHARED.socket.getLocalPort();
    }

    /** From now on a name has these texts, and no others. */
    public static void publish(String name, String... values) {
        SHARED.texts.put(name, List.of(values));
    }

    private void serve() {
        byte[] buffer = new byte[1_500];
        while (true) {
            try {
                DatagramPacket asked = new DatagramPacket(buffer, buffer.length);
                socket.receive(asked);
                byte[] answer = answer(Arrays.copyOf(buffer, asked.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, asked.getSocketAddress()));
            } catch (IOException odd) {
                // A question that can't be read gets no answer.
            }
        }
    }

    /** RFC 1035: the head with the question again, and an answer for each text. */
    private byte[] answer(byte[] asked) throws IOException {
        StringBuilder name = new StringBuilder();
        int at = HEAD;
        while (asked[at] != 0) {
            name.append(name.isEmpty() ? "" : ".")
                    .append(new String(asked, at + 1, asked[at], StandardCharsets.US_ASCII));
            at += asked[at] + 1;
        }
        int end = at + 5;
        List<String> found = texts.getOrDefault(name.toString(), List.of());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(asked, 0, 2);
        out.writeShort(0x8580 | (found.isEmpty() ? NO_SUCH_NAME : 0));
        out.writeShort(1);
        out.writeShort(found.size());
        out.writeInt(0);
        out.write(asked, HEAD, end - HEAD);
        for (String text : found) {
            byte[] value = text.getBytes(StandardCharsets.US_ASCII);
            out.writeShort(0xC000 | HEAD);
            out.writeShort(TXT);
            out.writeShort(1);
            out.writeInt(60);
            out.writeShort(value.length + 1);
            out.writeByte(value.length);
            out.write(value);
        }
        return bytes.toByteArray();
    }
}

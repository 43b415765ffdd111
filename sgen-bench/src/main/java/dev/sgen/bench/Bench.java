package dev.sgen.bench;

import java.util.Arrays;
import java.util.List;

/** {@code sgen bench bombs|delivery|operations|publishing [bombs or records…]}. */
public final class Bench {
    private Bench() {}

    public static void main(String[] args) throws Exception {
        // The client is to ask for a site by its host name at the loopback address.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
        List<String> rest = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
        switch (args.length == 0 ? "" : args[0]) {
            case "bombs" -> System.exit(BombsBench.run(rest) ? 0 : 1);
            case "delivery" -> DeliveryBench.run();
            case "operations" -> OperationsBench.run(sizes(rest, 1_000, 100_000));
            case "publishing" -> PublishingBench.run(sizes(rest, 100, 1_000, 10_000));
            default -> {
                System.err.println("There is no such benchmark.");
                System.err.println(
                        "Use: sgen bench bombs [BOMB…], delivery, operations [RECORDS…], or publishing [RECORDS…].");
                System.exit(2);
            }
        }
        System.exit(0);
    }

    private static List<Integer> sizes(List<String> given, Integer... otherwise) {
        return given.isEmpty()
                ? List.of(otherwise)
                : given.stream().map(Integer::valueOf).toList();
    }
}

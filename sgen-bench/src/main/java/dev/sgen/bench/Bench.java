package dev.sgen.bench;

import java.util.Arrays;
import java.util.List;

/** {@code sgen bench delivery|operations [records…]}. */
public final class Bench {
    private Bench() {}

    public static void main(String[] args) throws Exception {
        // The client is to ask for a site by its host name at the loopback address.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
        List<String> rest = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
        switch (args.length == 0 ? "" : args[0]) {
            case "delivery" -> DeliveryBench.run();
            case "operations" ->
                OperationsBench.run(
                        rest.isEmpty()
                                ? List.of(1_000, 100_000)
                                : rest.stream().map(Integer::valueOf).toList());
            default -> {
                System.err.println("There is no such benchmark.");
                System.err.println("Use: sgen bench delivery, or sgen bench operations [RECORDS…].");
                System.exit(2);
            }
        }
        System.exit(0);
    }
}

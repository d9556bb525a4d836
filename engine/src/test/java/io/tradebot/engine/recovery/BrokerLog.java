package io.tradebot.engine.recovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the broker's file says. A line that a kill cut off does not count.
 *
 * @param sent         order ids in the order in which they came, each as often as it came
 * @param intentById   orders by our id
 * @param acknowledged orders that the broker has acknowledged
 * @param cancelled    orders that it was asked to cancel
 * @param replaced     orders that it was asked to change
 * @param taken        executions that the process under test has acknowledged
 */
record BrokerLog(List<Long> sent, Map<Long, Intent> intentById, Set<Long> acknowledged, Set<Long> cancelled, Set<Long> replaced, Set<String> taken) {

    /** An order as the broker got it. */
    record Intent(long orderId, String clientOrderId, int instrumentId, long qtyE9, long priceE8, boolean isMarket) {
    }

    static BrokerLog read(Path file) throws IOException {
        BrokerLog log = new BrokerLog(new ArrayList<>(), new TreeMap<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        String text = Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(line -> log.add(line.split(" ")));
        return log;
    }

    private void add(String[] words) {
        switch (words[0]) {
            case "intent" -> {
                Intent intent = new Intent(Long.parseLong(words[1]), words[2], Integer.parseInt(words[3]), Long.parseLong(words[4]),
                    Long.parseLong(words[5]), Boolean.parseBoolean(words[6]));
                sent.add(intent.orderId());
                intentById.put(intent.orderId(), intent);
            }
            case "ack" -> acknowledged.add(Long.parseLong(words[1]));
            case "cancel" -> cancelled.add(Long.parseLong(words[1]));
            case "replace" -> replaced.add(Long.parseLong(words[1]));
            case "taken" -> taken.add(words[1]);
            case "fill" -> { } // told again when it is asked for
            default -> throw new IllegalStateException("no such line: " + String.join(" ", words));
        }
    }
}

package io.tradebot.replay.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Chains and near misses as documents of maps and lists with stable keys. Amounts are text, so that none loses a digit. Pure
 * functions, any thread.
 */
public final class ChainJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ChainJson() {
    }

    /** {@code {"chains": [...]}}. */
    public static Map<String, Object> of(List<Chain> chains) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("chains", chains.stream().map(ChainJson::chain).toList());
        return document;
    }

    private static Map<String, Object> chain(Chain chain) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("subject", chain.subject());
        document.put("session", Numbers.date(chain.epochDay()));
        document.put("strategy", chain.strategy());
        document.put("symbol", chain.symbol());
        document.put("traded", chain.traded().isEmpty() ? null : chain.traded());
        document.put("outcome", chain.outcome());
        document.put("isConsistent", chain.disagreements().isEmpty());
        document.put("steps", chain.steps().stream().map(ChainJson::step).toList());
        return document;
    }

    private static Map<String, Object> step(Step step) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("stage", step.stage().label());
        document.put("sequence", step.sequence());
        document.put("index", step.index());
        document.put("time", Numbers.time(step.timeNanos()));
        document.put("record", step.record());
        document.put("text", step.text());
        document.put("arithmetic", step.arithmetic().stream().map(ChainJson::arithmetic).toList());
        document.put("content", step.json().isEmpty() ? null : parsed(step.json()));
        return document;
    }

    private static Map<String, Object> arithmetic(Arithmetic arithmetic) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("text", arithmetic.text());
        document.put("outcome", arithmetic.outcome());
        document.put("agrees", arithmetic.agrees());
        return document;
    }

    private static Object parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record was printed as JSON that cannot be read: " + json, e);
        }
    }

    /** {@code {"session": ..., "nearMisses": [...]}}. */
    public static Map<String, Object> ofNearMisses(long epochDay, List<NearMiss> misses) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("session", Numbers.date(epochDay));
        document.put("nearMisses", misses.stream().map(ChainJson::nearMiss).toList());
        return document;
    }

    private static Map<String, Object> nearMiss(NearMiss miss) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("strategy", miss.strategy());
        document.put("symbol", miss.symbol().isEmpty() ? null : miss.symbol());
        document.put("gate", miss.gate());
        document.put("percent", miss.percent() == null ? null : miss.percent().toPlainString());
        document.put("sequence", miss.sequence());
        document.put("time", Numbers.time(miss.timeNanos()));
        document.put("text", miss.text());
        return document;
    }
}

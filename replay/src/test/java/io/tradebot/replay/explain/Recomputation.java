package io.tradebot.replay.explain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reader with a pocket calculator: takes nothing but the text of an {@link Arithmetic} and works it out, from left to right.
 * Shares no code with what made the text.
 */
final class Recomputation {

    private static final Pattern ROUNDED = Pattern.compile("^(.*) \\((floor|ceiling|half up) (\\d+)\\)$");
    private static final Pattern LAST_NUMBER = Pattern.compile("(-?\\d+(?:\\.\\d+)?)$");
    private static final Pattern LAST_TIME = Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\S+Z)$");
    private static final List<String> RELATIONS = List.of(" >= ", " <= ", " > ", " < ");

    private Recomputation() {
    }

    /** What the reader finds: {@code yes}, {@code no}, or the result; throws when the text contradicts itself. */
    static String of(String text) {
        String plain = text.replaceAll(" \\[the record says [^]]*]$", "");
        if (!plain.contains(" ? ")) {
            return side(plain).stripTrailingZeros().toPlainString();
        }
        String claim = plain.substring(plain.indexOf(" ? ") + 3);
        String comparison = plain.substring(0, plain.indexOf(" ? "));
        for (String relation : RELATIONS) {
            int at = comparison.indexOf(relation);
            if (at >= 0) {
                int order = side(comparison.substring(0, at)).compareTo(side(comparison.substring(at + relation.length())));
                boolean holds = switch (relation.strip()) {
                    case ">" -> order > 0;
                    case "<" -> order < 0;
                    case ">=" -> order >= 0;
                    default -> order <= 0;
                };
                require(claim.equals(holds ? "yes" : "no"), text);
                return claim;
            }
        }
        throw new AssertionError("no relation in: " + text);
    }

    /** One side: terms, and their result when there is more than one. */
    private static BigDecimal side(String text) {
        Matcher rounded = ROUNDED.matcher(text);
        String how = "";
        int places = 0;
        String plain = text;
        if (rounded.matches()) {
            plain = rounded.group(1);
            how = rounded.group(2);
            places = Integer.parseInt(rounded.group(3));
        }
        plain = plain.replaceAll("\\([^)]*\\)", "name");
        int result = plain.lastIndexOf(" = ");
        if (result < 0) {
            return number(plain);
        }
        BigDecimal[] fraction = worked(plain.substring(0, result));
        BigDecimal claimed = number(plain.substring(result + 3));
        BigDecimal value = how.isEmpty() ? fraction[0].divide(fraction[1])
            : fraction[0].divide(fraction[1], places, RoundingMode.valueOf(how.toUpperCase(Locale.ROOT).replace(' ', '_')));
        require(value.compareTo(claimed) == 0, text + " (found " + value + ')');
        return value;
    }

    private static BigDecimal[] worked(String terms) {
        String[] parts = terms.split(" (?=[+x/-] )");
        BigDecimal top = number(parts[0]);
        BigDecimal bottom = BigDecimal.ONE;
        for (int i = 1; i < parts.length; i++) {
            BigDecimal value = number(parts[i]);
            switch (parts[i].charAt(0)) {
                case '+' -> top = top.add(value.multiply(bottom));
                case '-' -> top = top.subtract(value.multiply(bottom));
                case 'x' -> top = top.multiply(value);
                default -> bottom = bottom.multiply(value);
            }
        }
        return new BigDecimal[] {top, bottom};
    }

    private static BigDecimal number(String term) {
        Matcher time = LAST_TIME.matcher(term);
        if (time.find()) {
            Instant instant = Instant.parse(time.group(1));
            return BigDecimal.valueOf(instant.getEpochSecond()).scaleByPowerOfTen(9).add(BigDecimal.valueOf(instant.getNano()));
        }
        Matcher number = LAST_NUMBER.matcher(term);
        require(number.find(), "no number at the end of: " + term);
        return new BigDecimal(number.group(1));
    }

    private static void require(boolean isTrue, String message) {
        if (!isTrue) {
            throw new AssertionError(message);
        }
    }
}

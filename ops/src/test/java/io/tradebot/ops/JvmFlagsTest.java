package io.tradebot.ops;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.xml.parsers.DocumentBuilderFactory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The tests run with the flags of pom.xml, users with those of the launcher: they must be the same. */
class JvmFlagsTest {

    private static final Pattern FLAG = Pattern.compile("(?<![\\w-])(--[a-z][\\w./-]*=\\S+|-D\\S+)");
    private static final Pattern NEWER_BLOCK = Pattern.compile("if \\[ \"\\$version\" -ge 24 ]; then(.*?)\nfi", Pattern.DOTALL);
    private static final Pattern FIRST_BLOCK = Pattern.compile("\nset -- (--add-opens.*?\"\\$@\")", Pattern.DOTALL);

    private final String launcher = read(Path.of("bin/tradebot"));

    @Test
    void shouldStartWithTheFlagsOfThePom() throws Exception {
        assertEquals(properties("jvm.flags").get(0), flags(block(FIRST_BLOCK)));
    }

    @Test
    void shouldStartWithTheNewerFlagsOfThePom() throws Exception {
        List<List<String>> newer = properties("jvm.flags.newer").stream().filter(flags -> !flags.isEmpty()).toList();
        assertEquals(List.of(flags(block(NEWER_BLOCK))), newer, "exactly one profile sets them");
        assertTrue(read(Path.of("../pom.xml")).contains("<jdk>[24,)</jdk>"), "the launcher sets them from Java 24 on");
    }

    private String block(Pattern pattern) {
        Matcher matcher = pattern.matcher(launcher);
        assertTrue(matcher.find(), "the launcher has no block like " + pattern);
        return matcher.group(1);
    }

    private static List<String> flags(String text) {
        List<String> flags = new ArrayList<>();
        for (Matcher matcher = FLAG.matcher(text); matcher.find(); ) {
            flags.add(matcher.group());
        }
        return flags;
    }

    /** The flags of each element of this name in pom.xml. */
    private static List<List<String>> properties(String name) throws Exception {
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(Path.of("../pom.xml").toFile());
        NodeList elements = pom.getElementsByTagName(name);
        List<List<String>> all = new ArrayList<>();
        for (int i = 0; i < elements.getLength(); i++) {
            String text = elements.item(i).getTextContent().strip();
            all.add(text.isEmpty() ? List.of() : Arrays.asList(text.split("\\s+")));
        }
        return all;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

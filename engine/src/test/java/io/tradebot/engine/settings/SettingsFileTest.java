package io.tradebot.engine.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SettingsFileTest {

    @Test
    void shouldReadKeysAndValues() {
        assertEquals("A=1;B=two words;C=;D= kept ;E=it's;F=a#b;G=x;H='", read("""
            # comment
            A=1
              B = two words\t

            C=
            D=" kept "
            E="it's"   # said so
            F=a#b
            G=x # comment
            H="'"
            #I=9
            """));
    }

    @Test
    void shouldReadAnyLineEndAndAByteOrderMark() {
        assertEquals("A=1;B=2;C=3", read("\uFEFFA=1\r\nB=2\rC=3"));
        SettingsFile file = SettingsFile.parse("s.env", "A=1\r\n\r\nB=2\n");
        assertEquals("s.env line 3", file.entries().get(1).where());
    }

    @Test
    void shouldReadAnEmptyCommentValueAsEmpty() {
        assertEquals("A=;B=", read("A=# nothing\nB= # nothing"));
    }

    @Test
    void shouldNotTrimWhatOnlyLooksLikeASpace() {
        assertEquals("A=\u00a05", read("A=\u00a05"));
    }

    @Test
    void shouldKeepRepeatedKeysForTheCheck() {
        assertEquals("A=1;A=2", read("A=1\nA=2"));
    }

    @Test
    void shouldRefuseBytesThatAreNotUtf8() {
        List<SettingsProblem> problems = SettingsFile.parse("s.env", new byte[] {'A', '=', (byte) 0xC3, '\n'}).problems();
        assertEquals("[s.env: The file is not UTF-8 text. Save it as UTF-8.]", problems.toString());
        assertTrue(SettingsFile.parse("s.env", "A=\u00e9".getBytes(StandardCharsets.UTF_8)).problems().isEmpty());
    }

    @Test
    void shouldNameLinesThatAreNoSetting() {
        assertEquals(List.of("s.env line 1", "s.env line 2", "s.env line 3", "s.env line 5"),
            SettingsFile.parse("s.env", "a line\nexport A=1\nA=\"1\nB=2\n\uFF21=1").problems().stream().map(SettingsProblem::where).toList());
    }

    private static String read(String text) {
        SettingsFile file = SettingsFile.parse("s.env", text);
        assertEquals(List.of(), file.problems());
        return file.entries().stream().map(entry -> entry.key() + "=" + entry.value()).collect(Collectors.joining(";"));
    }
}

package io.tradebot.engine.script;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/**
 * Every script of the folder decides what its file says. After a wanted change {@code -Dscript.accept=true} writes the files
 * anew; read the difference before committing it.
 */
class EngineScriptTest {

    @TestFactory
    Stream<DynamicTest> shouldDecideAsWritten() {
        List<ScriptFile> files = ScriptFile.all();
        assertFalse(files.isEmpty(), "no scripts found");
        return files.stream().map(file -> DynamicTest.dynamicTest(file.name(), () -> check(file)));
    }

    private static void check(ScriptFile file) throws IOException {
        List<String> decided = EngineScript.run(file.inputs()).decisions();
        if (Boolean.getBoolean("script.accept")) {
            file.accept(decided);
            return;
        }
        List<String> expected = file.decisions();
        for (int i = 0; i < Math.max(expected.size(), decided.size()); i++) {
            String wanted = i < expected.size() ? expected.get(i) : "(nothing more)";
            String found = i < decided.size() ? decided.get(i) : "(nothing more)";
            assertEquals(wanted, found, file.name() + ", decision line " + (i + 1) + " of " + expected.size());
        }
    }
}

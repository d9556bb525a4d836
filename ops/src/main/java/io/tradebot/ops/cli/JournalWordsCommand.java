package io.tradebot.ops.cli;

import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints what every record means. */
@Command(name = "words", description = "Print what each record, field and enum value means, from the schema.",
    footer = {"", "Example:", "  tradebot journal words OrderRequested"})
final class JournalWordsCommand implements Runnable {

    private final Screen screen;

    @Parameters(paramLabel = "RECORD", arity = "0..*", description = "Names of records; all when none is given.")
    private List<String> names = List.of();

    JournalWordsCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void run() {
        RecordCatalogue catalogue = RecordCatalogue.ofSchema();
        List<RecordType> records = names.isEmpty() ? catalogue.records() : new ArrayList<>();
        for (String name : names) {
            records.add(catalogue.named(name).orElseThrow(() -> new CommandFailure(ExitCode.USAGE, "there is no record "
                + name + "; tradebot journal words lists all")));
        }
        if (screen.isJson()) {
            screen.json(records.stream().map(JournalWordsCommand::document).toList());
        } else if (names.isEmpty()) {
            screen.text(catalogue.describe());
        } else {
            records.forEach(record -> screen.text(catalogue.describe(record)));
        }
    }

    private static Map<String, Object> document(RecordType record) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", record.id());
        document.put("name", record.name());
        document.put("isInput", record.isInput());
        document.put("section", record.section());
        document.put("description", record.description());
        addBlock(document, record.block());
        return document;
    }

    private static void addBlock(Map<String, Object> document, RecordType.Block block) {
        List<Map<String, Object>> fields = new ArrayList<>();
        for (RecordType.Field field : block.fields()) {
            fields.add(named(field.name(), field.type(), field.description()));
        }
        for (RecordType.Group group : block.groups()) {
            Map<String, Object> repeated = named(group.name(), "group", group.description());
            addBlock(repeated, group.block());
            fields.add(repeated);
        }
        for (RecordType.Text text : block.texts()) {
            fields.add(named(text.name(), "text", text.description()));
        }
        document.put("fields", fields);
    }

    private static Map<String, Object> named(String name, String type, String description) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", name);
        document.put("type", type);
        document.put("description", description);
        return document;
    }
}

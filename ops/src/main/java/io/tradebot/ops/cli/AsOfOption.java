package io.tradebot.ops.cli;

import io.tradebot.replay.state.JournalCut;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option that goes back to an earlier moment of a run. */
final class AsOfOption {

    @Option(names = "--as-of", paramLabel = "SEQ|TIME", converter = Converter.class, description = {"As it was behind this sequence of the "
        + "journal, or at this time: 2024-11-05T15:00Z, or with another offset. Found from the journal alone."})
    private JournalCut cut = JournalCut.END;

    JournalCut cut() {
        return cut;
    }

    /** A sequence or a time on the command line. */
    static final class Converter implements ITypeConverter<JournalCut> {
        @Override
        public JournalCut convert(String text) {
            try {
                return JournalCut.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}

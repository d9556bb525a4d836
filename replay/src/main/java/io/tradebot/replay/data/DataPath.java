package io.tradebot.replay.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that a path given by the user stands for, in a fixed order. The path is one of:
 * <ul>
 * <li>a file: {@code .csv}, {@code .csv.gz}, or a LEAN minute zip;</li>
 * <li>a folder with at least one of the folders {@code minute}, {@code daily}, {@code quotes}, {@code vix}, {@code options}:
 * what is in those is used, each folder with its own forms;</li>
 * <li>any other folder: all CSV files and LEAN minute zips below it, the CSV's form told by its header;</li>
 * <li>a glob ({@code *}, {@code **}, {@code ?}, {@code [..]}, {@code {..}}): all files that it matches, or that lie in a
 * folder that it matches.</li>
 * </ul>
 */
public final class DataPath {

    private static final Set<PlainForm> ANY_FORM = EnumSet.allOf(PlainForm.class);
    private static final Map<String, Set<PlainForm>> FORMS_BY_FOLDER = new TreeMap<>(Map.of(
        "minute", EnumSet.of(PlainForm.MINUTE_BARS),
        "quotes", EnumSet.of(PlainForm.QUOTES),
        "daily", EnumSet.of(PlainForm.DAILY_BARS),
        "vix", EnumSet.of(PlainForm.MINUTE_BARS, PlainForm.VIX_DAYS),
        "options", EnumSet.of(PlainForm.OPTION_QUOTES)));

    private final String text;
    private final List<DataFile> files = new ArrayList<>();
    private final List<IgnoredFile> ignored = new ArrayList<>();

    private DataPath(String text) {
        this.text = text;
    }

    /**
     * Looks for the files. Reads no file.
     *
     * @throws BadDataException when the path does not exist, matches nothing, or holds no file that can be read
     */
    public static DataPath find(String text) {
        DataPath found = new DataPath(text);
        try {
            found.look();
        } catch (IOException | UncheckedIOException | InvalidPathException e) {
            throw BadDataException.of(text, "cannot be searched: " + e);
        }
        if (found.files.isEmpty()) {
            throw BadDataException.of(text, "there is no .csv, no .csv.gz and no LEAN minute zip here"
                + found.ignored.stream().limit(10).map(file -> "\n    " + file).collect(Collectors.joining()));
        }
        return found;
    }

    /** The path as given. */
    public String text() {
        return text;
    }

    /** How many files there are to read. */
    public int fileCount() {
        return files.size();
    }

    /** What lies below the path and is not used, with the reason. */
    public List<IgnoredFile> ignored() {
        return List.copyOf(ignored);
    }

    List<DataFile> files() {
        return files;
    }

    private void look() throws IOException {
        int glob = firstGlobIndex(text);
        if (glob >= 0 && !exists(text)) {
            addMatches(glob);
            return;
        }
        Path path = Path.of(text);
        if (Files.isDirectory(path)) {
            if (FORMS_BY_FOLDER.keySet().stream().anyMatch(name -> Files.isDirectory(path.resolve(name)))) {
                addLayout(path);
            } else {
                addBelow(path, file -> true);
            }
        } else if (Files.exists(path)) {
            add(path, ANY_FORM, null);
        } else {
            throw BadDataException.of(text, "does not exist");
        }
    }

    private void addLayout(Path root) throws IOException {
        for (Path entry : sorted(Files.list(root))) {
            Set<PlainForm> forms = FORMS_BY_FOLDER.get(entry.getFileName().toString());
            if (forms == null || !Files.isDirectory(entry)) {
                ignore(entry, "the folders read here are " + String.join(", ", FORMS_BY_FOLDER.keySet()));
                continue;
            }
            for (Path file : filesBelow(entry)) {
                add(file, forms, symbolOf(entry, file));
            }
        }
    }

    /** The symbol that a place in the layout demands: minute/SYM/, quotes/SYM/ and vix/ have one. */
    private static String symbolOf(Path folder, Path file) {
        String kind = folder.getFileName().toString();
        if (kind.equals("vix")) {
            return SeriesField.VIX;
        }
        Path below = folder.relativize(file);
        boolean isPerSymbol = (kind.equals("minute") || kind.equals("quotes")) && below.getNameCount() > 1;
        return isPerSymbol ? below.getName(0).toString() : null;
    }

    private void addMatches(int globIndex) throws IOException {
        String slashed = text.replace('\\', '/');
        int rootEnd = slashed.lastIndexOf('/', globIndex);
        Path root = rootEnd < 0 ? Path.of("") : Path.of(slashed.substring(0, rootEnd + 1));
        PathMatcher matcher = root.getFileSystem().getPathMatcher("glob:" + slashed.substring(rootEnd + 1));
        if (!Files.isDirectory(root)) {
            throw BadDataException.of(text, "the folder " + root + " does not exist");
        }
        addBelow(root, file -> {
            Path below = root.relativize(file);
            for (int names = 1; names <= below.getNameCount(); names++) {
                if (matcher.matches(below.subpath(0, names))) {
                    return true;
                }
            }
            return false;
        });
    }

    private void addBelow(Path root, Predicate<Path> isWanted) throws IOException {
        for (Path file : filesBelow(root)) {
            if (isWanted.test(file)) {
                add(file, ANY_FORM, null);
            }
        }
    }

    private void add(Path file, Set<PlainForm> forms, String symbol) {
        String name = file.getFileName().toString();
        Optional<LeanFile> lean = LeanFile.of(file);
        if (lean.isPresent()) {
            files.add(DataFile.lean(file, lean.get()));
        } else if (name.endsWith(".csv") || name.endsWith(".csv.gz")) {
            files.add(DataFile.plain(file, forms, symbol));
        } else {
            ignore(file, name.endsWith(".zip")
                ? "a zip must be LEAN's, whose folders tell the symbol: minute/<symbol>/<yyyymmdd>_trade.zip or _quote.zip"
                : "neither .csv nor .csv.gz nor minute/<symbol>/<yyyymmdd>_trade.zip or _quote.zip");
        }
    }

    private void ignore(Path file, String reason) {
        ignored.add(new IgnoredFile(DataFile.plain(file, ANY_FORM, null).name(), reason));
    }

    private static List<Path> filesBelow(Path root) throws IOException {
        return sorted(Files.walk(root, FileVisitOption.FOLLOW_LINKS).filter(file -> !Files.isDirectory(file)));
    }

    /** Ordered by their text, so that the order is the same on every system. */
    private static List<Path> sorted(Stream<Path> paths) {
        try (paths) {
            return paths.sorted((a, b) -> a.toString().compareTo(b.toString())).collect(Collectors.toList());
        }
    }

    private static int firstGlobIndex(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("*?[{".indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /** A file may really be called {@code a[1].csv}. */
    private static boolean exists(String text) {
        try {
            return Files.exists(Path.of(text));
        } catch (InvalidPathException e) {
            return false; // a glob need not be a path
        }
    }
}

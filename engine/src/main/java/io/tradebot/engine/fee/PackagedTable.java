package io.tradebot.engine.fee;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Rows of a CSV table that is part of this package: lines after the header, without quotes; lines with # are comments. Pure. */
final class PackagedTable {

    private PackagedTable() {
    }

    /**
     * Reads a table.
     *
     * @param name   file beside this class
     * @param header first line that is no comment
     * @return fields of each row, as many as the header has
     */
    static List<String[]> read(String name, String header) {
        List<String[]> rows = new ArrayList<>();
        int columnCount = header.split(",").length;
        boolean isHeaderSeen = false;
        int number = 0;
        try (InputStream bytes = PackagedTable.class.getResourceAsStream(name);
                BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.startsWith("#")) {
                    continue;
                }
                if (!isHeaderSeen) {
                    require(line.equals(header), name, number, "expected the header " + header);
                    isHeaderSeen = true;
                    continue;
                }
                String[] fields = line.split(",", -1);
                require(fields.length == columnCount, name, number, "has " + fields.length + " fields, not " + columnCount);
                rows.add(fields);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("table " + name + " of this program", e);
        }
        require(!rows.isEmpty(), name, number, "has no rows");
        return rows;
    }

    private static void require(boolean isTrue, String name, int number, String problem) {
        if (!isTrue) {
            throw new IllegalStateException("table " + name + " line " + number + ": " + problem);
        }
    }
}

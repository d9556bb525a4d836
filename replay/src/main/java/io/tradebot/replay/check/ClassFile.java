package io.tradebot.replay.check;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a class refers to, read from its file (Java Virtual Machine Specification, chapter 4). Names have slashes. Immutable.
 *
 * @param name            of the class
 * @param classes         classes and arrays it names
 * @param members         fields and methods it uses, as {@code owner.name}
 * @param staticVariables its own static fields that are not final
 */
record ClassFile(String name, Set<String> classes, Set<String> members, List<String> staticVariables) {

    private static final int MAGIC = 0xCAFEBABE;

    static ClassFile read(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        if (in.readInt() != MAGIC) {
            throw new IOException("not a class file");
        }
        in.readInt(); // version
        int[] first = new int[in.readUnsignedShort()];
        int[] second = new int[first.length];
        int[] tags = new int[first.length];
        String[] texts = new String[first.length];
        for (int i = 1; i < first.length; i++) {
            tags[i] = in.readUnsignedByte();
            switch (tags[i]) {
                case 1 -> texts[i] = in.readUTF();
                case 3, 4 -> in.readInt();
                case 5, 6 -> {
                    in.readLong();
                    i++; // takes two entries
                }
                case 7, 8, 16, 19, 20 -> first[i] = in.readUnsignedShort();
                case 9, 10, 11, 12, 17, 18 -> {
                    first[i] = in.readUnsignedShort();
                    second[i] = in.readUnsignedShort();
                }
                case 15 -> {
                    in.readUnsignedByte();
                    first[i] = in.readUnsignedShort();
                }
                default -> throw new IOException("constant " + i + " has the unknown tag " + tags[i]);
            }
        }
        Set<String> classes = new TreeSet<>();
        Set<String> members = new TreeSet<>();
        for (int i = 1; i < first.length; i++) {
            if (tags[i] == 7) {
                classes.add(texts[first[i]]);
            } else if (tags[i] >= 9 && tags[i] <= 11) {
                members.add(texts[first[first[i]]] + '.' + texts[first[second[i]]]);
            }
        }
        in.readUnsignedShort(); // access
        String name = texts[first[in.readUnsignedShort()]];
        in.readUnsignedShort(); // superclass, among the classes already
        in.skipNBytes(2L * in.readUnsignedShort());
        return new ClassFile(name, classes, members, staticVariables(in, texts));
    }

    private static List<String> staticVariables(DataInputStream in, String[] texts) throws IOException {
        List<String> names = new ArrayList<>();
        for (int fields = in.readUnsignedShort(); fields > 0; fields--) {
            int access = in.readUnsignedShort();
            String name = texts[in.readUnsignedShort()];
            in.readUnsignedShort(); // type
            for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
                in.readUnsignedShort();
                in.skipNBytes(Integer.toUnsignedLong(in.readInt()));
            }
            if (Modifier.isStatic(access) && !Modifier.isFinal(access)) {
                names.add(name);
            }
        }
        return names;
    }
}

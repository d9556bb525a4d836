package io.tradebot.journal.event;

import io.tradebot.journal.event.RecordType.Block;
import io.tradebot.journal.event.RecordType.Field;
import io.tradebot.journal.event.RecordType.Group;
import io.tradebot.journal.event.RecordType.Text;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The generated encoders and decoders behind names, by reflection; values in the form of {@link RandomRecords}. */
final class GeneratedCodecs {

    private GeneratedCodecs() {
    }

    static int write(RecordType type, Map<String, Object> values, MutableDirectBuffer buffer, int offset)
            throws ReflectiveOperationException {
        Object encoder = codec(type, "Encoder").getConstructor().newInstance();
        encoder.getClass().getMethod("wrapAndApplyHeader", MutableDirectBuffer.class, int.class, MessageHeaderEncoder.class)
            .invoke(encoder, buffer, offset, new MessageHeaderEncoder());
        writeBlock(encoder, type.block(), values);
        return MessageHeaderEncoder.ENCODED_LENGTH + (Integer) call(encoder, "encodedLength");
    }

    static Map<String, Object> read(RecordType type, DirectBuffer buffer, int offset) throws ReflectiveOperationException {
        Object decoder = codec(type, "Decoder").getConstructor().newInstance();
        decoder.getClass().getMethod("wrapAndApplyHeader", DirectBuffer.class, int.class, MessageHeaderDecoder.class)
            .invoke(decoder, buffer, offset, new MessageHeaderDecoder());
        return readBlock(decoder, type.block());
    }

    static Class<?> codec(RecordType type, String kind) throws ClassNotFoundException {
        return Class.forName("io.tradebot.journal.event." + type.name() + kind);
    }

    private static void writeBlock(Object encoder, Block block, Map<String, Object> values) throws ReflectiveOperationException {
        for (Field field : block.fields()) {
            writeField(encoder, field, values.get(field.name()));
        }
        for (Group group : block.groups()) {
            List<?> rows = (List<?>) values.get(group.name());
            Object entries = encoder.getClass().getMethod(group.name() + "Count", int.class).invoke(encoder, rows.size());
            for (Object row : rows) {
                call(entries, "next");
                writeBlock(entries, group.block(), RandomRecords.row(row));
            }
        }
        for (Text text : block.texts()) {
            encoder.getClass().getMethod(text.name(), String.class).invoke(encoder, values.get(text.name()));
        }
    }

    private static void writeField(Object encoder, Field field, Object value) throws ReflectiveOperationException {
        if (field.isArray() && field.primitive() == RecordType.Primitive.UINT8) {
            encoder.getClass().getMethod("put" + capital(field.name()), byte[].class, int.class, int.class)
                .invoke(encoder, HexFormat.of().parseHex((String) value), 0, field.length());
            return;
        }
        Method setter = setter(encoder.getClass(), field.name(), field.isArray() ? String.class : null);
        Class<?> parameter = setter.getParameterTypes()[0];
        if (parameter.isEnum()) {
            String name = value == null ? "NULL_VAL" : (String) value;
            for (Object constant : parameter.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(name)) {
                    setter.invoke(encoder, constant);
                }
            }
        } else if (value instanceof String) {
            setter.invoke(encoder, value);
        } else {
            Object number = value == null ? call(encoder, field.name() + "NullValue") : value;
            setter.invoke(encoder, parameter == long.class ? (Object) ((Number) number).longValue()
                : parameter == int.class ? (Object) ((Number) number).intValue() : (Object) ((Number) number).shortValue());
        }
    }

    private static Map<String, Object> readBlock(Object decoder, Block block) throws ReflectiveOperationException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field field : block.fields()) {
            values.put(field.name(), readField(decoder, field));
        }
        for (Group group : block.groups()) {
            Object entries = call(decoder, group.name());
            List<Map<String, Object>> rows = new ArrayList<>();
            while ((Boolean) call(entries, "hasNext")) {
                call(entries, "next");
                rows.add(readBlock(entries, group.block()));
            }
            values.put(group.name(), rows);
        }
        for (Text text : block.texts()) {
            values.put(text.name(), call(decoder, text.name()));
        }
        return values;
    }

    private static Object readField(Object decoder, Field field) throws ReflectiveOperationException {
        if (field.isArray() && field.primitive() == RecordType.Primitive.UINT8) {
            byte[] bytes = new byte[field.length()];
            decoder.getClass().getMethod("get" + capital(field.name()), byte[].class, int.class, int.class)
                .invoke(decoder, bytes, 0, bytes.length);
            return HexFormat.of().formatHex(bytes);
        }
        Object value = call(decoder, field.name());
        if (value instanceof Enum<?> constant) {
            return constant.name().equals("NULL_VAL") ? null : constant.name();
        }
        if (value instanceof Number number) {
            boolean isNull = field.isOptional() && value.equals(call(decoder, field.name() + "NullValue"));
            return isNull ? null : number.longValue();
        }
        return value;
    }

    private static Method setter(Class<?> encoder, String name, Class<?> parameter) {
        for (Method method : encoder.getMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == 1
                    && (parameter == null || method.getParameterTypes()[0] == parameter)) {
                return method;
            }
        }
        throw new AssertionError(encoder.getName() + " has no " + name);
    }

    private static Object call(Object target, String method) throws ReflectiveOperationException {
        return target.getClass().getMethod(method).invoke(target);
    }

    private static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}

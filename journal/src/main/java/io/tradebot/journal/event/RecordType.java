package io.tradebot.journal.event;

import java.util.List;
import java.util.Locale;

/**
 * What the schema says about one record: where each field stands and what it means. Immutable, any thread.
 *
 * @param id          record id: 1-99 input, 100-199 decision
 * @param name        name in the schema
 * @param section     heading of the schema under which it stands
 * @param description meaning
 * @param block       fields, groups and texts
 */
public record RecordType(int id, String name, String section, String description, Block block) {

    /** Highest id of an input; decisions follow. */
    public static final int INPUT_ID_MAX = 99;
    /** Highest id of a decision. */
    public static final int DECISION_ID_MAX = 199;

    /** True for a fact from outside, false for a decision of the engine. */
    public boolean isInput() {
        return id <= INPUT_ID_MAX;
    }

    /** A fixed block, behind it the groups, behind them the texts; of a record or of one entry of a group. */
    public record Block(List<Field> fields, List<Group> groups, List<Text> texts) {

        /** Bytes of the fixed block as a writer of this schema version writes it. */
        public int length(int version) {
            int length = 0;
            for (Field field : fields) {
                if (field.sinceVersion() <= version) {
                    length = field.offset() + field.length();
                }
            }
            return length;
        }
    }

    /**
     * One field of a fixed block.
     *
     * @param type      name of the SBE type, which says the unit
     * @param primitive how one element is stored
     * @param offset    bytes from the start of the block
     * @param length    bytes
     * @param nullValue stored value that means null, or null when the field has none
     * @param enumType  its values, or null when it is no enum
     */
    public record Field(String name, String description, String type, Primitive primitive, int offset, int length,
                        int sinceVersion, Long nullValue, EnumType enumType) {

        /** True when a stored value means null. */
        public boolean isOptional() {
            return nullValue != null;
        }

        /** True for a text or for raw bytes of fixed length. */
        public boolean isArray() {
            return length > primitive.length();
        }
    }

    /** Entries that repeat. */
    public record Group(String name, String description, int sinceVersion, Block block) {
    }

    /** A UTF-8 text of any length. */
    public record Text(String name, String description, int sinceVersion) {
    }

    /** A closed list of values: those that records may hold, and those that are reserved. */
    public record EnumType(String name, String description, Primitive primitive, List<EnumValue> values) {

        /** The values that records may hold. */
        public List<EnumValue> inUse() {
            return values.stream().filter(value -> !value.isReserved()).toList();
        }

        /** The values that no record holds yet, or any more. */
        public List<EnumValue> reserved() {
            return values.stream().filter(EnumValue::isReserved).toList();
        }

        /** The value with this code, or null when the list has none. */
        public EnumValue withCode(long code) {
            for (EnumValue value : values) {
                if (value.code() == code) {
                    return value;
                }
            }
            return null;
        }
    }

    /**
     * One value of an enum; the code is what is stored.
     *
     * @param reserved why no record of this program holds it; empty when records may
     */
    public record EnumValue(String name, int code, String description, String reserved) {

        /** True when this program writes it into no record. */
        public boolean isReserved() {
            return !reserved.isEmpty();
        }
    }

    /** How one element is stored, little endian. */
    public enum Primitive {
        /** One ASCII character. */
        CHAR(1),
        /** Unsigned byte. */
        UINT8(1),
        /** Unsigned 16 bits. */
        UINT16(2),
        /** Signed 32 bits. */
        INT32(4),
        /** Signed 64 bits. */
        INT64(8);

        private final int length;

        Primitive(int length) {
            this.length = length;
        }

        /** Bytes. */
        public int length() {
            return length;
        }

        /** Name in the schema. */
        public String schemaName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

package io.tradebot.journal.event;

import io.tradebot.journal.event.RecordType.Block;
import io.tradebot.journal.event.RecordType.EnumType;
import io.tradebot.journal.event.RecordType.EnumValue;
import io.tradebot.journal.event.RecordType.Field;
import io.tradebot.journal.event.RecordType.Group;
import io.tradebot.journal.event.RecordType.Primitive;
import io.tradebot.journal.event.RecordType.Text;
import org.w3c.dom.Comment;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads an SBE schema into record types with the JDK's XML parser. Used once by {@link RecordCatalogue}; not thread safe.
 *
 * <p>It knows the part of SBE that our schema uses and refuses the rest by name, because a field that is laid out by
 * guess would be read wrongly for ever.
 */
final class SchemaParser {

    private static final long UINT8_NULL = 255;
    private static final String RESERVED = ". Reserved: ";

    private final Map<String, PlainType> plainTypes = new LinkedHashMap<>();
    private final Map<String, EnumType> enumTypes = new LinkedHashMap<>();
    private final List<RecordType> records = new ArrayList<>();
    private final Element schema;

    private record PlainType(Primitive primitive, int length, Long nullValue) {
    }

    private SchemaParser(Element schema) {
        this.schema = schema;
    }

    static RecordCatalogue parse(InputStream xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Document document = factory.newDocumentBuilder().parse(xml);
            return new SchemaParser(document.getDocumentElement()).catalogue();
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException("the record schema cannot be read: " + e.getMessage(), e);
        }
    }

    private RecordCatalogue catalogue() {
        String section = "";
        for (Node node = schema.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Comment comment) {
                section = comment.getData().replace("=", "").strip();
            } else if (node instanceof Element element) {
                switch (element.getTagName()) {
                    case "types" -> readTypes(element);
                    case "sbe:message" -> records.add(readRecord(element, section));
                    default -> throw unexpected(element);
                }
            }
        }
        return new RecordCatalogue(number(schema, "id"), number(schema, "version"), text(schema, "description"), records,
            List.copyOf(enumTypes.values()));
    }

    private void readTypes(Element types) {
        for (Element element : children(types)) {
            switch (element.getTagName()) {
                case "type" -> plainTypes.put(text(element, "name"), readPlainType(element));
                case "enum" -> enumTypes.put(text(element, "name"), readEnum(element));
                case "composite" -> requireKnownComposite(element);
                default -> throw unexpected(element);
            }
        }
    }

    /** The three composites are frames, not field types; RecordContent reads them with these widths. */
    private static void requireKnownComposite(Element element) {
        List<String> expected = switch (text(element, "name")) {
            case "messageHeader" -> List.of("uint16", "uint16", "uint16", "uint16");
            case "groupSizeEncoding" -> List.of("uint16", "uint16");
            case "varText" -> List.of("uint16", "uint8");
            default -> throw unexpected(element);
        };
        List<String> actual = children(element).stream().map(type -> text(type, "primitiveType")).toList();
        if (!actual.equals(expected)) {
            throw new IllegalStateException("composite " + text(element, "name") + " has members " + actual + ", expected "
                + expected);
        }
    }

    private static PlainType readPlainType(Element element) {
        Primitive primitive = primitive(element, "primitiveType");
        int count = element.hasAttribute("length") ? number(element, "length") : 1;
        String presence = element.hasAttribute("presence") ? text(element, "presence") : "required";
        Long nullValue = switch (presence) {
            case "required" -> null;
            case "optional" -> Long.valueOf(text(element, "nullValue"));
            default -> throw new IllegalStateException("type " + text(element, "name") + " has presence " + presence
                + ", which the catalogue does not know");
        };
        return new PlainType(primitive, count * primitive.length(), nullValue);
    }

    private static EnumType readEnum(Element element) {
        Primitive primitive = primitive(element, "encodingType");
        if (primitive != Primitive.UINT8) {
            throw new IllegalStateException("enum " + text(element, "name") + " is not stored as uint8");
        }
        List<EnumValue> values = new ArrayList<>();
        for (Element value : children(element)) {
            values.add(readEnumValue(value));
        }
        return new EnumType(text(element, "name"), text(element, "description"), primitive, List.copyOf(values));
    }

    /** A description may end with the marker and why no record holds the value. */
    private static EnumValue readEnumValue(Element value) {
        String description = text(value, "description");
        int marker = description.indexOf(RESERVED);
        String reserved = marker < 0 ? "" : description.substring(marker + RESERVED.length());
        if (marker == 0 || marker > 0 && reserved.isBlank()) {
            throw new IllegalStateException("enum value " + text(value, "name") + " must say what it means, then '" + RESERVED.strip()
                + "' and why no record holds it");
        }
        return new EnumValue(text(value, "name"), Integer.parseInt(value.getTextContent().strip()),
            marker < 0 ? description : description.substring(0, marker), reserved);
    }

    private RecordType readRecord(Element element, String section) {
        return new RecordType(number(element, "id"), text(element, "name"), section, text(element, "description"),
            readBlock(element));
    }

    private Block readBlock(Element parent) {
        List<Field> fields = new ArrayList<>();
        List<Group> groups = new ArrayList<>();
        List<Text> texts = new ArrayList<>();
        int offset = 0;
        for (Element element : children(parent)) {
            switch (element.getTagName()) {
                case "field" -> {
                    Field field = readField(element, offset);
                    fields.add(field);
                    offset += field.length();
                }
                case "group" -> groups.add(new Group(text(element, "name"), text(element, "description"),
                    sinceVersion(element), readBlock(element)));
                case "data" -> texts.add(new Text(text(element, "name"), text(element, "description"),
                    sinceVersion(element)));
                default -> throw unexpected(element);
            }
        }
        return new Block(List.copyOf(fields), List.copyOf(groups), List.copyOf(texts));
    }

    private Field readField(Element element, int offset) {
        String name = text(element, "name");
        String type = text(element, "type");
        if (element.hasAttribute("offset") || element.hasAttribute("presence")) {
            throw new IllegalStateException("field " + name + " sets its own offset or presence, which the catalogue does not know");
        }
        EnumType enumType = enumTypes.get(type);
        PlainType plain = enumType == null ? plainTypes.get(type) : new PlainType(enumType.primitive(), 1, UINT8_NULL);
        if (plain == null) {
            throw new IllegalStateException("field " + name + " has the unknown type " + type);
        }
        return new Field(name, text(element, "description"), type, plain.primitive, offset, plain.length,
            sinceVersion(element), plain.nullValue, enumType);
    }

    private static int sinceVersion(Element element) {
        return element.hasAttribute("sinceVersion") ? number(element, "sinceVersion") : 0;
    }

    private static Primitive primitive(Element element, String attribute) {
        return Primitive.valueOf(text(element, attribute).toUpperCase(Locale.ROOT));
    }

    private static int number(Element element, String attribute) {
        return Integer.parseInt(text(element, attribute));
    }

    private static String text(Element element, String attribute) {
        if (!element.hasAttribute(attribute)) {
            throw new IllegalStateException("<" + element.getTagName() + " name=\"" + element.getAttribute("name")
                + "\"> has no attribute " + attribute);
        }
        return element.getAttribute(attribute);
    }

    private static List<Element> children(Element parent) {
        List<Element> elements = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    private static IllegalStateException unexpected(Element element) {
        return new IllegalStateException("the catalogue does not know <" + element.getTagName() + " name=\""
            + element.getAttribute("name") + "\"> in the record schema");
    }
}

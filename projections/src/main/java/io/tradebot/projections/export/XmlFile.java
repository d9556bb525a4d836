package io.tradebot.projections.export;

import io.tradebot.projections.db.AtomicFile;
import io.tradebot.projections.db.ProjectionException;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Writes XML of elements that hold either elements or text, one per line, without indentation. Not thread safe; owned by one export. */
final class XmlFile {

    private final XMLStreamWriter xml;

    private XmlFile(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** Replaces the file by what the content writes. The prolog is ASCII and stands before it as it is, with its line ends. */
    static void write(Path target, String prolog, Consumer<XmlFile> content) {
        AtomicFile.write(target, out -> {
            out.write(prolog.getBytes(StandardCharsets.US_ASCII));
            try {
                XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
                content.accept(new XmlFile(xml));
                xml.flush();
            } catch (XMLStreamException e) {
                throw failed(e);
            }
        });
    }

    /** Begins an element; attributes are name, value, name, value. */
    XmlFile begin(String name, String... attributes) {
        try {
            start(name, attributes);
            xml.writeCharacters("\n");
            return this;
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    /** Ends the innermost element. */
    XmlFile end() {
        try {
            xml.writeEndElement();
            xml.writeCharacters("\n");
            return this;
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    /** An element with text. */
    XmlFile leaf(String name, String text, String... attributes) {
        try {
            start(name, attributes);
            xml.writeCharacters(legal(text));
            return end();
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    private void start(String name, String... attributes) throws XMLStreamException {
        xml.writeStartElement(name);
        for (int i = 0; i < attributes.length; i += 2) {
            xml.writeAttribute(attributes[i], legal(attributes[i + 1]));
        }
    }

    /** XML has no way to write most control characters, unpaired surrogates and two others. */
    private static String legal(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < Character.MIN_SURROGATE) ? text : text.replaceAll("[^\\x09\\x0A\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }

    private static ProjectionException failed(XMLStreamException e) {
        return new ProjectionException("XML cannot be written: " + e.getMessage(), e.getNestedException() instanceof IOException io ? io : e);
    }
}

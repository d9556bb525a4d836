package io.tradebot.engine.core;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The objects that a desk consists of, by reflection: which fields of them can change, and where two desks differ. Codecs of records,
 * immutable records and what is outside of the engine count as values.
 */
final class DeskGraph {

    private static final String ENGINE = "io.tradebot.engine.";

    private DeskGraph() {
    }

    /** Names of the fields that can change, by class without the engine's package, of everything that can be reached. */
    static void collectMutable(Object root, Map<String, Set<String>> fieldsByClass) {
        Map<Object, Boolean> seen = new IdentityHashMap<>();
        List<Object> toVisit = new ArrayList<>(List.of(root));
        while (!toVisit.isEmpty()) {
            Object object = toVisit.remove(toVisit.size() - 1);
            if (object == null || seen.put(object, true) != null) {
                continue;
            }
            if (isOurs(object.getClass())) {
                for (Field field : fieldsOf(object.getClass())) {
                    if (isMutable(field)) {
                        fieldsByClass.computeIfAbsent(nameOf(field.getDeclaringClass()), name -> new TreeSet<>()).add(field.getName());
                    }
                    if (!field.getType().isPrimitive()) {
                        toVisit.add(valueOf(field, object));
                    }
                }
            } else {
                toVisit.addAll(elementsOf(object));
            }
        }
    }

    /** Says where two values differ in fields that are {@code compared} ("Class.field"), with the path to the first such place; or null. */
    static String difference(Object expected, Object found, Set<String> skipped) {
        return difference("desk", expected, found, skipped, new IdentityHashMap<>());
    }

    private static String difference(String path, Object a, Object b, Set<String> skipped, Map<Object, Boolean> seen) {
        if (a == null || b == null) {
            return a == b ? null : path + ": " + a + " | " + b;
        }
        if (a.getClass() != b.getClass()) {
            return isLambda(a) && isLambda(b) || a instanceof Collection && b instanceof Collection || a instanceof Map && b instanceof Map
                ? isLambda(a) ? null : differenceOfElements(path, a, b, skipped, seen) : path + ": " + a.getClass() + " | " + b.getClass();
        }
        if (isOurs(a.getClass())) {
            if (seen.put(a, true) != null) {
                return null;
            }
            for (Field field : fieldsOf(a.getClass())) {
                String name = nameOf(field.getDeclaringClass());
                if (!skipped.contains(name) && !skipped.contains(name + '.' + field.getName())) {
                    String found = difference(path + '.' + field.getName(), valueOf(field, a), valueOf(field, b), skipped, seen);
                    if (found != null) {
                        return found;
                    }
                }
            }
            return null;
        }
        if (a instanceof Collection || a instanceof Map || a.getClass().isArray()) {
            return differenceOfElements(path, a, b, skipped, seen);
        }
        boolean isValue = a instanceof String || a instanceof Number || a instanceof Boolean || a instanceof Enum;
        return !isValue || a.equals(b) ? null : path + ": " + a + " | " + b;
    }

    private static String differenceOfElements(String path, Object a, Object b, Set<String> skipped, Map<Object, Boolean> seen) {
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            if (!x.keySet().equals(y.keySet()) && x.keySet().stream().noneMatch(key -> isOurs(key.getClass()) && !(key instanceof Enum))) {
                return path + ": " + x.keySet() + " | " + y.keySet();
            }
            for (Map.Entry<?, ?> entry : x.entrySet()) {
                String found = difference(path + '[' + entry.getKey() + ']', entry.getValue(), y.get(entry.getKey()), skipped, seen);
                if (found != null) {
                    return found;
                }
            }
            return null;
        }
        Iterator<Object> x = elementsOf(a).iterator();
        Iterator<Object> y = elementsOf(b).iterator();
        for (int i = 0; x.hasNext() || y.hasNext(); i++) {
            if (!x.hasNext() || !y.hasNext()) {
                return path + ": " + elementsOf(a).size() + " elements | " + elementsOf(b).size();
            }
            String found = difference(path + '[' + i + ']', x.next(), y.next(), skipped, seen);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static List<Object> elementsOf(Object object) {
        List<Object> elements = new ArrayList<>();
        if (object instanceof Collection<?> collection) {
            elements.addAll(collection);
        } else if (object instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                elements.add(key);
                elements.add(value);
            });
        } else if (object.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(object); i++) {
                elements.add(Array.get(object, i));
            }
        }
        return elements;
    }

    /** A field that is not final, or a final one that holds something that changes and is none of our objects. */
    private static boolean isMutable(Field field) {
        Class<?> type = field.getType();
        boolean isContainer = type.isArray() || Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
        return !Modifier.isFinal(field.getModifiers()) || isContainer && !field.getDeclaringClass().isRecord();
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith(ENGINE) && !type.isEnum() && !type.isArray() && !type.isSynthetic() && !type.isHidden();
    }

    private static boolean isLambda(Object object) {
        return object.getClass().isHidden() || object.getClass().isSynthetic();
    }

    private static List<Field> fieldsOf(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> at = type; at != null && at.getName().startsWith(ENGINE); at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    static String nameOf(Class<?> type) {
        return type.getName().substring(ENGINE.length()).replace('$', '.');
    }

    static Object valueOf(Field field, Object object) {
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field.toString(), e);
        }
    }
}

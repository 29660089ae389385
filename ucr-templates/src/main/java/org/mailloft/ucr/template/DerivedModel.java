package org.mailloft.ucr.template;

import freemarker.template.SimpleNumber;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateBooleanModel;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateSequenceModel;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Set;
import org.mailloft.ucr.Values;
import org.mailloft.ucr.check.Derived;
import org.mailloft.ucr.check.PacketRule;

/**
 * {@code derived.NAME} in templates: the components of {@link Derived}, and {@code derived.packetRules}, a list of
 * {@link PacketRule} with its components.
 */
final class DerivedModel implements TemplateHashModel {

    private static final String PACKET_RULES = "packetRules";

    private final Values values;

    DerivedModel(Values values) {
        this.values = values;
    }

    /** What a component follows from; nothing for a name that is none. */
    static Reads reads(String name) {
        return new Reads(
                Set.of(), Set.of(name.equals(PACKET_RULES) ? "security/packetfilter/" : "mail/dovecot/limits/"));
    }

    @Override
    public TemplateModel get(String name) {
        return name.equals(PACKET_RULES) ? wrap(PacketRule.of(values)) : new RecordModel(Derived.of(values)).get(name);
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    private static TemplateModel wrap(Object value) {
        return switch (value) {
            case Number number -> new SimpleNumber(number);
            case Boolean flag -> flag ? TemplateBooleanModel.TRUE : TemplateBooleanModel.FALSE;
            case Record record -> new RecordModel(record);
            case List<?> list -> new ListModel(list);
            default -> new SimpleScalar(value.toString());
        };
    }

    private record ListModel(List<?> list) implements TemplateSequenceModel {
        @Override
        public TemplateModel get(int index) {
            return index < list.size() ? wrap(list.get(index)) : null;
        }

        @Override
        public int size() {
            return list.size();
        }
    }

    private record RecordModel(Record values) implements TemplateHashModel {
        @Override
        public TemplateModel get(String name) {
            for (var component : values.getClass().getRecordComponents()) {
                if (component.getName().equals(name)) {
                    return wrap(valueOf(component));
                }
            }
            throw Stop.because("There is no derived value \"" + name + "\".");
        }

        private Object valueOf(RecordComponent component) {
            try {
                return component.getAccessor().invoke(values);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public boolean isEmpty() {
            return false;
        }
    }
}

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
import java.util.function.Function;
import org.mailloft.firewall.Variable;
import org.mailloft.ucr.Values;
import org.mailloft.ucr.check.Derived;
import org.mailloft.ucr.check.PacketFilter;
import org.mailloft.ucr.check.PacketRule;

/**
 * {@code derived.NAME} in templates: the components of {@link Derived}, and {@code derived.packetRules}, a list of
 * {@link PacketRule} with its components.
 */
final class DerivedModel implements TemplateHashModel {

    private static final String PACKET_RULES = "packetRules";

    private final Values values;
    private final Scope scope;

    DerivedModel(Values values, Scope scope) {
        this.values = values;
        this.scope = scope;
    }

    /** What a component follows from; nothing for a name that is none. */
    static Reads reads(String name) {
        return name.equals(PACKET_RULES)
                ? new Reads(PacketFilter.otherKeys(), Set.of(Variable.PREFIX))
                : new Reads(Set.of(), Set.of("mail/dovecot/limits/"));
    }

    @Override
    public TemplateModel get(String name) {
        return name.equals(PACKET_RULES)
                ? new ListModel(PacketRule.of(values), rule -> new RecordModel(rule, text -> text(rule, text)))
                : new RecordModel(Derived.of(values), SimpleScalar::new).get(name);
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    private TemplateModel text(Object rule, String text) {
        return new TextValue(((PacketRule) rule).name(), text, scope);
    }

    private static TemplateModel wrap(Object value, Function<String, TemplateModel> texts) {
        return switch (value) {
            case Number number -> new SimpleNumber(number);
            case Boolean flag -> flag ? TemplateBooleanModel.TRUE : TemplateBooleanModel.FALSE;
            case List<?> list -> new ListModel(list, element -> wrap(element, texts));
            default -> texts.apply(value.toString());
        };
    }

    private record ListModel(List<?> list, Function<Object, TemplateModel> elements) implements TemplateSequenceModel {
        @Override
        public TemplateModel get(int index) {
            return index < list.size() ? elements.apply(list.get(index)) : null;
        }

        @Override
        public int size() {
            return list.size();
        }
    }

    /** @param texts what a component that is a text becomes */
    private record RecordModel(Object values, Function<String, TemplateModel> texts) implements TemplateHashModel {
        @Override
        public TemplateModel get(String name) {
            for (var component : values.getClass().getRecordComponents()) {
                if (component.getName().equals(name)) {
                    return wrap(valueOf(component), texts);
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

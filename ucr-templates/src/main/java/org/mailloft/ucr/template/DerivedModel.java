package org.mailloft.ucr.template;

import freemarker.template.SimpleNumber;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import java.lang.reflect.RecordComponent;
import java.util.Set;
import org.mailloft.ucr.check.Derived;

/** {@code derived.NAME} in templates: the components of {@link Derived}. */
final class DerivedModel implements TemplateHashModel {

    private final Derived derived;

    DerivedModel(Derived derived) {
        this.derived = derived;
    }

    /** What a component follows from; nothing for a name that is none. */
    static Reads reads(String name) {
        return new Reads(Set.of(), Set.of("mail/dovecot/limits/"));
    }

    @Override
    public TemplateModel get(String name) {
        for (var component : Derived.class.getRecordComponents()) {
            if (component.getName().equals(name)) {
                return wrap(component);
            }
        }
        throw Stop.because("There is no derived value \"" + name + "\".");
    }

    private TemplateModel wrap(RecordComponent component) {
        try {
            var value = component.getAccessor().invoke(derived);
            return value instanceof Number number ? new SimpleNumber(number) : new SimpleScalar(value.toString());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean isEmpty() {
        return false;
    }
}

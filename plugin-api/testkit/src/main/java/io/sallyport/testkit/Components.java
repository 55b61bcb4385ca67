package io.sallyport.testkit;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** What Declarative Services says about a bundle's components, as a sentence. By reflection, as {@link Configurations}. */
final class Components {
  private static final String RUNTIME = "org.osgi.service.component.runtime.ServiceComponentRuntime";

  private Components() {}

  static String describe(BundleContext context, Bundle bundle) {
    try {
      ServiceReference<?>[] found = context.getAllServiceReferences(RUNTIME, null);
      if (found == null) {
        return "no Declarative Services";
      }
      Object runtime = context.getService(found[0]);
      Object descriptions = runtime.getClass().getMethod("getComponentDescriptionDTOs", Bundle[].class).invoke(runtime, (Object) new Bundle[] {bundle});
      List<String> sentences = new ArrayList<>();
      for (Object description : (Collection<?>) descriptions) {
        Object configurations = runtime.getClass().getMethod("getComponentConfigurationDTOs", description.getClass()).invoke(runtime, description);
        for (Object configuration : (Collection<?>) configurations) {
          sentences.add(field(description, "name") + ": " + reason(configuration));
        }
        if (((Collection<?>) configurations).isEmpty()) {
          sentences.add(field(description, "name") + " has no configuration");
        }
      }
      return sentences.isEmpty() ? "the bundle has no components (is Service-Component in its manifest?)" : String.join("; ", sentences);
    } catch (ReflectiveOperationException | InvalidSyntaxException e) {
      return "not known: " + e;
    }
  }

  private static String reason(Object configuration) throws ReflectiveOperationException {
    List<String> missing = new ArrayList<>();
    Object references = field(configuration, "unsatisfiedReferences");
    for (int i = 0; references != null && i < Array.getLength(references); i++) {
      missing.add(String.valueOf(field(Array.get(references, i), "name")));
    }
    if (!missing.isEmpty()) {
      return "the references " + missing + " are not satisfied";
    }
    Object failure = field(configuration, "failure");
    return failure == null ? "state " + field(configuration, "state") : failure.toString();
  }

  private static Object field(Object dto, String name) throws ReflectiveOperationException {
    return dto.getClass().getField(name).get(dto);
  }
}

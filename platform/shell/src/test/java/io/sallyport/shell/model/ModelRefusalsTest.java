package io.sallyport.shell.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.inference.ModelCatalog;
import io.sallyport.shell.SallyportCommand;
import io.sallyport.trust.RefusedException;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What the commands say of models that are not there. */
class ModelRefusalsTest {
  /** Nothing is loaded. */
  private static final ModelCatalog EMPTY = (ModelCatalog) Proxy.newProxyInstance(ModelCatalog.class.getClassLoader(), new Class<?>[] {ModelCatalog.class},
      (proxy, method, arguments) -> method.getReturnType() == Optional.class ? Optional.empty() : List.of());

  private static <T extends SallyportCommand> T of(T command) throws ReflectiveOperationException {
    set(command, "catalog", EMPTY);
    set(command, "name", "absent");
    return command;
  }

  /** As the console does, which sets fields. */
  private static void set(SallyportCommand command, String name, Object value) throws ReflectiveOperationException {
    Field field = command.getClass().getDeclaredField(name);
    field.setAccessible(true);
    field.set(command, value);
  }

  private static void refused(String code, Executable command) {
    RefusedException refused = assertThrows(RefusedException.class, command);
    assertEquals(code, refused.refusal().code());
    assertTrue(refused.getMessage().contains("absent") && refused.getMessage().contains("model:"), refused.getMessage());
  }

  @Test
  void eachSaysWhatIsNotThere() throws Exception {
    ModelInfo info = of(new ModelInfo());
    refused("SP-INFER-0007", info::run);
    ModelMetricsCommand metrics = of(new ModelMetricsCommand());
    refused("SP-INFER-0007", metrics::run);
    ModelCompare compare = of(new ModelCompare());
    refused("SP-INFER-0011", compare::run);
    ModelDrift drift = of(new ModelDrift());
    refused("SP-INFER-0012", drift::run);
  }

  /** The negative twin: without a name, no model is asked for, and none is a fine answer. */
  @Test
  void noFiguresOfNoModelsAreNoRefusal() throws Exception {
    ModelMetricsCommand all = of(new ModelMetricsCommand());
    set(all, "name", null);
    assertEquals(List.of(), all.run().json());
  }
}

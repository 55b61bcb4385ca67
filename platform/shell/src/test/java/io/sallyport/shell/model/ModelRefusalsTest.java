package io.sallyport.shell.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.inference.ModelCatalog;
import io.sallyport.inference.ModelStatus;
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
  private static final ModelCatalog EMPTY = catalog(List.of());
  /** One model is loaded, without a candidate and without a reference. */
  private static final ModelCatalog PLAIN = catalog(List.of(new ModelStatus(new ModelIdentity("plain", "1.0.0", "00"), ModelStatus.State.ACTIVE, Optional.empty(), "onnx", "test", 0, 0, 0, 0, 0, Optional.empty())));

  private static ModelCatalog catalog(List<ModelStatus> models) {
    return (ModelCatalog) Proxy.newProxyInstance(ModelCatalog.class.getClassLoader(), new Class<?>[] {ModelCatalog.class},
        (proxy, method, arguments) -> method.getReturnType() == Optional.class ? Optional.empty() : method.getName().equals("models") ? models : List.of());
  }

  private static <T extends SallyportCommand> T of(T command, ModelCatalog catalog, String name) throws ReflectiveOperationException {
    set(command, "catalog", catalog);
    set(command, "name", name);
    return command;
  }

  /** As the console does, which sets fields. */
  private static void set(SallyportCommand command, String name, Object value) throws ReflectiveOperationException {
    Field field = command.getClass().getDeclaredField(name);
    field.setAccessible(true);
    field.set(command, value);
  }

  private static void refused(String code, String name, Executable command) {
    RefusedException refused = assertThrows(RefusedException.class, command);
    assertEquals(code, refused.refusal().code());
    assertTrue(refused.getMessage().contains(name) && refused.getMessage().contains("model"), refused.getMessage());
  }

  @Test
  void eachSaysWhatIsNotThere() throws Exception {
    ModelInfo info = of(new ModelInfo(), EMPTY, "absent");
    refused("SP-INFER-0007", "absent", info::run);
    ModelMetricsCommand metrics = of(new ModelMetricsCommand(), EMPTY, "absent");
    refused("SP-INFER-0007", "absent", metrics::run);
    ModelCompare compare = of(new ModelCompare(), EMPTY, "absent");
    refused("SP-INFER-0007", "absent", compare::run);
    ModelDrift drift = of(new ModelDrift(), EMPTY, "absent");
    refused("SP-INFER-0007", "absent", drift::run);
  }

  @Test
  void eachSaysWhatAModelThatIsThereHasNot() throws Exception {
    ModelCompare compare = of(new ModelCompare(), PLAIN, "plain");
    refused("SP-INFER-0011", "plain", compare::run);
    ModelDrift drift = of(new ModelDrift(), PLAIN, "plain");
    refused("SP-INFER-0012", "plain", drift::run);
  }

  /** The negative twin: without a name, no model is asked for, and none is a fine answer. */
  @Test
  void noFiguresOfNoModelsAreNoRefusal() throws Exception {
    ModelMetricsCommand all = of(new ModelMetricsCommand(), EMPTY, "absent");
    set(all, "name", null);
    assertEquals(List.of(), all.run().json());
  }
}

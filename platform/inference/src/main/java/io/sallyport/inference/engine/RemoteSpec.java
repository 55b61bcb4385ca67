package io.sallyport.inference.engine;

import io.sallyport.api.tensor.TensorSpec;
import java.util.List;

/**
 * A model that runs on a server inside the enclave, as its package declares it. The package names a conduit; the site says where it leads.
 *
 * @param name names it in messages
 * @param conduit the conduit's name
 * @param model what the server calls the model
 * @param version what the server calls its version
 */
public record RemoteSpec(String name, String conduit, String model, String version, List<TensorSpec> inputs, List<TensorSpec> outputs) {
  public RemoteSpec {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}

package io.sallyport.engine.onnx.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the engine, PID {@code io.sallyport.engine.onnx}; of the device, what is there at the start counts. */
@ObjectClassDefinition(name = "ONNX engine", description = "Where ONNX models run")
public @interface OnnxConfig {
  @AttributeDefinition(description = "cpu, or cuda:N for a GPU where the appliance has the runtime for it") String device() default "cpu";

  @AttributeDefinition(description = "Operators beyond those that were tried which models may use, as DOMAIN:NAME with commas between; they can end the appliance, and the site answers for them") String operators() default "";
}

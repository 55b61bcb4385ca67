package io.sallyport.engine.remote.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Where a conduit leads that a package asks for by name: one file {@code DATA/site/etc/io.sallyport.conduit-NAME.cfg} for each. A change is taken up at once. */
@ObjectClassDefinition(name = "Conduit", description = "Where a conduit leads that a package asks for by name")
public @interface ConduitConfig {
  @AttributeDefinition(description = "The name by which packages ask for it") String name() default "";

  @AttributeDefinition(description = "Server, https://HOST:PORT or http://HOST:PORT; what is in the path goes before /v2") String url() default "";

  @AttributeDefinition(description = "File in DATA/site/conduits/NAME with the certificates (PEM) that the server's must descend from; no other authority is trusted") String ca() default "";

  @AttributeDefinition(description = "Name of the secret that is the bearer token: first line of DATA/site/conduits/NAME/secrets/SECRET, mode 0600; empty: none") String token_secret() default "";

  @AttributeDefinition(description = "Plain HTTP to another machine is meant; a token never goes over it") boolean clear_text() default false;

  @AttributeDefinition(description = "Longest wait for a connection", min = "10", max = "60000") int connect_timeout_ms() default 2_000;

  @AttributeDefinition(description = "Longest wait for a whole answer", min = "10", max = "600000") int timeout_ms() default 5_000;

  @AttributeDefinition(description = "Calls under way at once, of all models behind it together; more wait", min = "1", max = "1024") int calls_max() default 16;

  @AttributeDefinition(description = "Largest answer, in MiB", min = "1", max = "1024") int response_max_mib() default 16;

  @AttributeDefinition(description = "How tensors travel; auto: binary if the server says that it can", options = {@Option("auto"), @Option("json")}) String encoding() default "auto";
}

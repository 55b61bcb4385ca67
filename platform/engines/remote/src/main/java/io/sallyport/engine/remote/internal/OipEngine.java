package io.sallyport.engine.remote.internal;

import io.sallyport.inference.engine.RemoteEngine;
import io.sallyport.inference.engine.RemoteModel;
import io.sallyport.inference.engine.RemoteSpec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reaches models on Triton, NIM, KServe and other servers of the Open Inference Protocol, version 2, over HTTP/1.1. Thread-safe. */
@Component(service = RemoteEngine.class, immediate = true)
public final class OipEngine implements RemoteEngine {
  private final Conduits conduits;

  @Activate
  public OipEngine(@Reference Conduits conduits) {
    this.conduits = conduits;
  }

  @Override
  public String format() {
    return "oip";
  }

  @Override
  public String runtime() {
    return "Open Inference Protocol 2 over HTTP/1.1";
  }

  @Override
  public RemoteModel connect(RemoteSpec spec) {
    return new OipModel(spec, conduits);
  }
}

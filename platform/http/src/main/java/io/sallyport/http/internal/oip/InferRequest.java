package io.sallyport.http.internal.oip;

import io.sallyport.api.tensor.Tensor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came.
 *
 * @param id the client's name for it
 * @param timeout the longest wait for an answer
 * @param outputs those asked for; empty: all
 * @param binary whether outputs are binary unless one says otherwise
 */
record InferRequest(Optional<String> id, Map<String, Tensor> inputs, Optional<String> asset, Optional<Duration> timeout, List<Output> outputs, boolean binary) {
  /** @param binary as asked for; empty: as the request says */
  record Output(String name, Optional<Boolean> binary) {}
}

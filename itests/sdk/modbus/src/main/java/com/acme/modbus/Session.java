package com.acme.modbus;

import com.digitalpetri.modbus.client.ModbusTcpClient;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.pdu.ModbusResponsePdu;
import com.digitalpetri.modbus.pdu.ReadCoilsRequest;
import com.digitalpetri.modbus.pdu.ReadCoilsResponse;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsRequest;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsResponse;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersResponse;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One TCP connection to a server. Requests one at a time, from one thread; {@link #close} from any, which ends a waiting request. */
final class Session implements AutoCloseable {
  private static final String GONE = "the server has closed the connection";

  private final ModbusTcpClient client;
  private final Duration timeout;
  private final CompletableFuture<Object> ended = new CompletableFuture<>();

  Session(Server server, Duration timeout, NetThread thread) {
    this.timeout = timeout;
    client = ModbusTcpClient.create(new TcpTransport(server, timeout, thread, () -> ended.complete(GONE)), config -> {
      config.requestTimeout = timeout;
      config.timeoutScheduler = thread.timeouts();
    });
  }

  /** Connects, and waits for it no longer than the time-out. @throws SessionException with the reason */
  void connect() throws SessionException {
    try {
      await(client.connectAsync());
      if (ended.isDone()) {
        throw new SessionException(String.valueOf(ended.join()), null);
      }
    } catch (ExecutionException e) {
      throw new SessionException(reason(e.getCause()), e.getCause());
    } catch (TimeoutException e) {
      throw new SessionException("no connection within " + timeout.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SessionException("the connector is stopping", e);
    }
  }

  /** Reads a block and waits for it. */
  Reading read(Block block) {
    try {
      Object answer = await(request(block));
      if (answer instanceof ModbusResponsePdu response) {
        byte[] data = data(response);
        return data.length < block.bytes() ? new Reading.Silent("the answer has " + data.length + " bytes instead of " + block.bytes()) : new Reading.Data(data);
      }
      return new Reading.Lost(String.valueOf(answer));
    } catch (TimeoutException e) {
      return new Reading.Silent("no answer within " + timeout.toMillis() + " ms");
    } catch (ExecutionException e) {
      return failed(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reading.Lost("the connector is stopping");
    }
  }

  private Reading failed(Throwable cause) {
    if (cause instanceof ModbusResponseException refusal) {
      return new Reading.Refused(refusal.getExceptionCode());
    }
    if (cause instanceof TimeoutException) {
      return new Reading.Silent("no answer within " + timeout.toMillis() + " ms");
    }
    return client.isConnected() ? new Reading.Silent(reason(cause)) : new Reading.Lost(reason(cause));
  }

  private CompletionStage<ModbusResponsePdu> request(Block block) {
    int start = block.start();
    int count = block.count();
    return client.sendAsync(block.unitId(), switch (block.table()) {
      case COIL -> new ReadCoilsRequest(start, count);
      case DISCRETE -> new ReadDiscreteInputsRequest(start, count);
      case HOLDING -> new ReadHoldingRegistersRequest(start, count);
      case INPUT -> new ReadInputRegistersRequest(start, count);
    });
  }

  private static byte[] data(ModbusResponsePdu response) {
    if (response instanceof ReadCoilsResponse coils) {
      return coils.coils();
    } else if (response instanceof ReadDiscreteInputsResponse inputs) {
      return inputs.inputs();
    } else if (response instanceof ReadHoldingRegistersResponse registers) {
      return registers.registers();
    } else if (response instanceof ReadInputRegistersResponse registers) {
      return registers.registers();
    }
    return new byte[0];
  }

  /** The stage's value, or why the session ended meanwhile. */
  private Object await(CompletionStage<?> stage) throws ExecutionException, InterruptedException, TimeoutException {
    // the stack's own time-out comes first where there is one
    return CompletableFuture.anyOf(stage.toCompletableFuture(), ended).get(timeout.toMillis() + 500, TimeUnit.MILLISECONDS);
  }

  /** Why, without the class names that netty's exceptions carry. */
  private static String reason(Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof ConnectException) {
        return "connection refused or timed out";
      }
      if (t instanceof UnknownHostException) {
        return "the host's name is unknown here";
      }
      if (t instanceof ClosedChannelException) {
        return GONE;
      }
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  /** Ends the connection; does not wait for it. */
  @Override
  public void close() {
    ended.complete("the connection was closed");
    client.disconnectAsync();
  }
}

package com.acme.modbus;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A server that answers as badly as a test wants. One connection at a time, on a thread of its own. */
final class ScriptedServer implements AutoCloseable {
  /** One request: unit, and the PDU's function, start and count. */
  record Request(int transaction, int unitId, int function, int start, int count) {
    /** A proper answer of registers that hold their own address. */
    byte[] answer() {
      ByteBuffer pdu = ByteBuffer.allocate(2 + 2 * count).put((byte) function).put((byte) (2 * count));
      for (int i = 0; i < count; i++) {
        pdu.putShort((short) (start + i));
      }
      return frame(pdu.array());
    }

    byte[] exception(int code) {
      return frame(new byte[] {(byte) (function | 0x80), (byte) code});
    }

    /** Any PDU in a proper frame. */
    byte[] frame(byte[] pdu) {
      return ByteBuffer.allocate(7 + pdu.length).putShort((short) transaction).putShort((short) 0).putShort((short) (1 + pdu.length)).put((byte) unitId).put(pdu).array();
    }
  }

  private final ServerSocket socket;
  private final Function<Request, Optional<byte[]>> script;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::serve, "scripted-server");
  private volatile Socket connection;

  /** @param script what to send back, empty for nothing; a {@link IllegalStateException} of it closes the connection */
  ScriptedServer(Function<Request, Optional<byte[]>> script) throws IOException {
    this.script = script;
    socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket accepted = socket.accept()) {
        connection = accepted;
        DataInputStream in = new DataInputStream(accepted.getInputStream());
        OutputStream out = accepted.getOutputStream();
        while (true) {
          int transaction = in.readUnsignedShort();
          in.readUnsignedShort();
          in.readUnsignedShort();
          Request request = new Request(transaction, in.readUnsignedByte(), in.readUnsignedByte(), in.readUnsignedShort(), in.readUnsignedShort());
          requests.add(request);
          Optional<byte[]> answer = script.apply(request);
          if (answer.isPresent()) {
            out.write(answer.get());
            out.flush();
          }
        }
      } catch (IOException | IllegalStateException e) {
        // the next connection, if there is one
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    if (connection != null) {
      connection.close();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

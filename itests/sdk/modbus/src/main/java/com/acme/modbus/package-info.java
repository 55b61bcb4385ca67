/** A Modbus TCP connector: polls registers and coils of the configured units and delivers them as signals. */
package com.acme.modbus;

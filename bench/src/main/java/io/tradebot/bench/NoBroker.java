package io.tradebot.bench;

import io.tradebot.engine.port.BrokerPort;
import io.tradebot.engine.port.OrderTicket;

/** Takes orders and does nothing; the recorded inputs already hold the answers. */
final class NoBroker implements BrokerPort {

    @Override
    public void submitOrder(OrderTicket ticket) {
        // answered by the recording
    }

    @Override
    public void cancelOrder(long orderId) {
        // answered by the recording
    }

    @Override
    public void replaceOrder(long orderId, long qtyE9, long limitPriceE8, long stopPriceE8) {
        // answered by the recording
    }
}

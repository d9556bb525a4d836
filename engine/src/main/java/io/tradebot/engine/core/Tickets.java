package io.tradebot.engine.core;

import io.tradebot.engine.order.ClientOrderId;
import io.tradebot.engine.order.Order;
import io.tradebot.engine.order.OrderTable;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.journal.event.OrderSide;

/** Begins order tickets: who wants what, on which price, under which client order id. One ticket, reused. Engine thread only. */
final class Tickets {

    private final OrderTicket ticket = new OrderTicket();
    private final String botId;
    private final OrderTable orders;
    private int epochDay;

    Tickets(String botId, OrderTable orders) {
        this.botId = botId;
        this.orders = orders;
    }

    void startDay(int newEpochDay) {
        epochDay = newEpochDay;
    }

    /** An empty ticket for the next order; valid until the following call. */
    OrderTicket begin(int strategyId, int slot, int instrumentId, int signalInstrumentId, long referencePriceE8) {
        ticket.reset();
        ticket.strategyId = strategyId;
        ticket.slot = slot;
        ticket.instrumentId = instrumentId;
        ticket.signalInstrumentId = signalInstrumentId;
        ticket.referencePriceE8 = referencePriceE8;
        ticket.clientOrderId = ClientOrderId.of(botId, epochDay, orders.nextOrderId());
        return ticket;
    }

    /** A ticket for a child of an entry: works once the entry has filled, and closes what it opened. */
    OrderTicket beginChild(Order entry, long referencePriceE8) {
        begin(entry.strategyId(), entry.slot(), entry.instrumentId(), entry.signalInstrumentId(), referencePriceE8);
        ticket.parentOrderId = entry.id();
        ticket.side = closing(entry.side());
        ticket.qtyE9 = entry.qtyE9();
        return ticket;
    }

    /** The side that closes what this side opens. */
    static OrderSide closing(OrderSide entrySide) {
        return entrySide == OrderSide.BUY ? OrderSide.SELL : OrderSide.BUY_TO_COVER;
    }
}

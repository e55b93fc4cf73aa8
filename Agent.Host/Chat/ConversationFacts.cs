using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;

namespace Agent.Host.Chat;

/// <summary>What a host must know of a conversation, from its events: the open question and the orders on their way.</summary>
internal sealed class ConversationFacts
{
    private readonly Dictionary<string, OrderView> _orders = new(StringComparer.Ordinal);

    public long LastNumber { get; private set; }

    public ConsentAsked? OpenConsent { get; private set; }

    /// <summary>Of the last turn; null before the first.</summary>
    public Language? Language { get; private set; }

    public bool HasOpenOrder => _orders.Values.Any(o => o.State is not (OrderState.Delivered or OrderState.Cancelled));

    public bool HasPendingOrder => _orders.Values.Any(o => o.State == OrderState.Pending);

    /// <summary>The last turn failed.</summary>
    public bool Failed { get; private set; }

    public void Take(TurnEvent e)
    {
        LastNumber = Math.Max(LastNumber, e.Number);
        switch (e)
        {
            case TurnStarted started:
                (Language, Failed) = (started.Language, false);
                break;
            case ConsentRequested requested:
                OpenConsent = requested.Asked;
                break;
            case ConsentResolved resolved:
                OpenConsent = null;
                if (OrderOf(resolved.Outcome) is { } order) _orders[order.OrderId] = order;
                break;
            case OrderChanged changed:
                _orders[changed.Order.OrderId] = changed.Order;
                break;
            case TurnCompleted completed when completed.Reason != StopReason.ConsentOpen:
                OpenConsent = null;
                break;
            case TurnFailed:
                (OpenConsent, Failed) = (null, true);
                break;
        }
    }

    private static OrderView? OrderOf(ConsentOutcome outcome) => outcome switch
    {
        ConsentOutcome.Paid paid => paid.Order,
        ConsentOutcome.Pending pending => pending.Order,
        ConsentOutcome.Cancelled cancelled => cancelled.Order,
        _ => null,
    };
}

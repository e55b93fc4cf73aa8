using System.Text.Json;
using Agent.Planning;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;

namespace Agent.Guarding;

/// <summary>What was done in this conversation, or before it as far as functions told of it. While a question is open nothing that it asks is done.</summary>
internal sealed class KnownDeeds
{
    private Deed _done;
    private Deed _asked;

    public Deed Done => _done & ~_asked;

    public bool HasOrders => _done.HasFlag(Deed.Ordered);

    public void Fold(TurnEvent e)
    {
        switch (e)
        {
            case ToolFinished { Result: PaymentAsked } or ConsentRequested { Asked: PaymentAsked }:
                _asked = Deed.Ordered;
                break;
            case ToolFinished { Result: CancellationAsked } or ConsentRequested { Asked: CancellationAsked }:
                _done |= Deed.Ordered;
                _asked = Deed.Cancelled;
                break;
            case ToolFinished { Result: OrderList list }:
                foreach (var order in list.Orders) Know(order);
                break;
            case ToolFinished { Result: OrderView order }:
                Know(order);
                break;
            case ToolFinished { Result: SharedOrder shared }:
                _done |= shared.State == OrderState.Cancelled ? Deed.Ordered | Deed.Cancelled : Deed.Ordered;
                break;
            case ToolFinished { Result: ProblemHandled handled }:
                Know(handled.Order);
                _done |= Deed.Cancelled;
                break;
            case ToolFinished { Result: WalletView { Recent.Count: > 0 } }:
                _done |= Deed.Ordered | Deed.Cancelled;
                break;
            case ToolFinished { Result: JsonElement } own when FunctionEffects.Of(own.Function) != Effect.Read:
                // What an embedder's own function did is not known here.
                _done |= Deed.Ordered | Deed.Cancelled;
                break;
            case OrderChanged changed:
                Know(changed.Order);
                break;
            case ConsentResolved resolved:
                _asked = Deed.None;
                if (resolved.Outcome is ConsentOutcome.Paid or ConsentOutcome.Pending) _done |= Deed.Ordered;
                if (resolved.Outcome is ConsentOutcome.Cancelled) _done |= Deed.Ordered | Deed.Cancelled;
                break;
        }
    }

    private void Know(OrderView order)
    {
        _done |= Deed.Ordered;
        if (order.State == OrderState.Cancelled || !order.Refunded.IsZero) _done |= Deed.Cancelled;
    }
}

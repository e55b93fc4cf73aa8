using Agent.Models;
using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Campaigns;
using Agent.Plugins.Menu;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Pricing;
using Agent.Plugins.Vouchers;

namespace Agent.Conversations;

/// <summary>Folds TurnEvents into a <see cref="DialogueState"/>.</summary>
internal sealed class DialogueStateBuilder
{
    private const int MostOrders = 20;

    private readonly OrderedDictionary<string, OrderView> _orders = new(StringComparer.Ordinal);
    private bool _inTurn;

    /// <summary>Told while a turn was running: it is offered to the next message, not to the one before.</summary>
    private OrderView? _lateMeanwhile;

    private DialogueState _state = new() { Language = Language.English, Now = default };

    public ConsentAsked? OpenConsent => _state.OpenConsent;

    public DialogueState Build(Language language, DateTimeOffset now, IReadOnlyList<string> functions, ChatHistory history) => _state with
    {
        Language = language,
        Now = now,
        Functions = functions,
        Earlier = history.Earlier is { Count: > 0 } said ? new EarlierTalk(said, [.. _orders.Values], history.Forgotten) : null,
    };

    public void Fold(TurnEvent e)
    {
        var before = _state.Order;
        _inTurn = e is TurnStarted || (_inTurn && e is not (TurnCompleted or TurnFailed));
        _state = After(e);
        if (_state.Order is not { } order || ReferenceEquals(order, before)) return;
        _orders[order.OrderId] = order;
        if (_orders.Count > MostOrders) _orders.RemoveAt(0);
    }

    private DialogueState After(TurnEvent e) => e switch
    {
        TurnStarted => _state with { Turns = _state.Turns + 1, Withdrawn = null },
        ToolFinished finished => After(finished.Result),
        ConsentRequested requested => _state with { OpenConsent = requested.Asked },
        ConsentResolved resolved => After(resolved),
        OrderChanged changed => After(changed),
        Notice { Code: ModelLadder.Out } => _state with { ModelsOut = true },
        Notice { Code: ModelLadder.Back } => _state with { ModelsOut = false },
        TurnCompleted completed => Ended() with { Question = completed.Question },
        TurnFailed => Ended(),
        _ => _state,
    };

    private DialogueState After(OrderChanged changed)
    {
        var late = changed.FreeToCancel ? changed.Order : null;
        if (_inTurn) _lateMeanwhile = late ?? (_lateMeanwhile?.OrderId == changed.Order.OrderId ? null : _lateMeanwhile);
        // News of another order leaves the offer as it is.
        else if (late is not null || _state.Late?.OrderId == changed.Order.OrderId) return _state with { Order = changed.Order, Late = late };
        return _state with { Order = changed.Order };
    }

    private DialogueState Ended()
    {
        var late = _lateMeanwhile;
        _lateMeanwhile = null;
        return _state with { Late = late };
    }

    // A change of the basket, its delivery or its vouchers makes the comparison one of something else.
    private DialogueState After(object result) => result switch
    {
        BasketView basket => _state with { Basket = basket, Comparison = _state.Basket?.Version == basket.Version ? _state.Comparison : null },
        VoucherChoice or Claimed => _state with { Comparison = null },
        MenuSearchResult search => _state with { Search = search },
        Comparison comparison => _state with { Comparison = comparison },
        VoucherList vouchers => _state with { Vouchers = vouchers },
        OrderList orders => _state with { Orders = orders },
        OrderView order => _state with { Order = order },
        ProblemHandled problem => _state with { Order = problem.Order },
        PaymentAsked payment => _state with { OpenConsent = payment },
        TransferAsked transfer => _state with { OpenConsent = transfer },
        CancellationAsked cancellation => _state with { OpenConsent = cancellation, Order = cancellation.Order },
        _ => _state,
    };

    private DialogueState After(ConsentResolved resolved)
    {
        var open = _state.OpenConsent;
        if (open is null || open.Consent.Id != resolved.ConsentId) return _state;
        var closed = _state with { OpenConsent = null };
        return resolved.Outcome switch
        {
            // What the checkout did with the basket is for the basket to say.
            ConsentOutcome.Paid paid => closed with { Order = paid.Order, Basket = null, Comparison = null, Question = null },
            ConsentOutcome.Pending pending => closed with { Order = pending.Order, Basket = null, Comparison = null, Question = null },
            ConsentOutcome.Cancelled cancelled => closed with { Order = cancelled.Order },
            ConsentOutcome.Refused => closed with { Comparison = open is PaymentAsked ? null : closed.Comparison },
            _ => closed with { Withdrawn = open },
        };
    }
}

using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Menu;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Pricing;
using Agent.Plugins.Vouchers;

namespace Agent.Conversations;

/// <summary>What a chat client knows of the conversation besides its words, rebuilt from TurnEvents, so that express and a model can hand a turn to each other at any point.</summary>
public sealed record DialogueState
{
    public required Language Language { get; init; }

    /// <summary>The person's local time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>As last returned by a function; null when never looked at.</summary>
    public BasketView? Basket { get; init; }

    /// <summary>What was last listed, in the order it was shown.</summary>
    public MenuSearchResult? Search { get; init; }

    public Comparison? Comparison { get; init; }

    public VoucherList? Vouchers { get; init; }

    public OrderList? Orders { get; init; }

    /// <summary>The order last spoken of or changed.</summary>
    public OrderView? Order { get; init; }

    /// <summary>An order that the person was just told to be late, with the offer to cancel it free of charge; null once something else was said.</summary>
    public OrderView? Late { get; init; }

    public OpenQuestion? Question { get; init; }

    /// <summary>Open until it is answered, withdrawn or expired.</summary>
    public ConsentAsked? OpenConsent { get; init; }

    /// <summary>A consent that this message withdrew by being neither yes nor no; the reply says so.</summary>
    public ConsentAsked? Withdrawn { get; init; }

    /// <summary>Advertised names of the functions that can be called in this turn.</summary>
    public IReadOnlyList<string> Functions { get; init; } = [];

    public int Turns { get; init; }

    /// <summary>The person was told that express answers in a model's place, and not yet that the model is back.</summary>
    public bool ModelsOut { get; init; }

    /// <summary>What was said before the messages that are still given word for word; null while all are.</summary>
    public EarlierTalk? Earlier { get; init; }
}

/// <param name="Said">By the person, oldest first, each cut where it is long.</param>
/// <param name="Orders">Of this conversation, in the order they were placed.</param>
/// <param name="More">How many of the person's messages are not even in <paramref name="Said"/>.</param>
public sealed record EarlierTalk(IReadOnlyList<string> Said, IReadOnlyList<OrderView> Orders, int More);

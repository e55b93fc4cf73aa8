using System.Text.Json.Serialization;
using Agent.Plugins.Baskets;
using Agent.Plugins.Orders;
using Agent.Plugins.Platforms;

namespace Agent.Plugins.Payments;

internal enum JournalKind
{
    Pay,
    Cancel,
    Problem,
}

/// <summary>What is intended next and not yet known to be done. <see cref="SagaTable"/> says what each one asks and where its answer leads.</summary>
internal enum JournalStep
{
    Authorise,
    Place,
    Capture,
    Abandon,
    Withdraw,
    Void,
    Return,
    Cancel,
    Report,
    Refund,
    Done,
}

/// <summary>One effect that takes several steps outside, as far as it is known to have come. Written before and after every step, so that it can be taken up again from here.</summary>
internal sealed record Journal
{
    public required string Id { get; init; }

    public required JournalKind Kind { get; init; }

    public required JournalStep Step { get; init; }

    public required string OrderId { get; init; }

    public required string PersonId { get; init; }

    public required string PlatformId { get; init; }

    public required string QuoteId { get; init; }

    public required string Method { get; init; }

    /// <summary>Pay: what was agreed to. Cancel: the most that may be kept as a fee. Problem: zero.</summary>
    public required Money Amount { get; init; }

    /// <summary>Of the authorisation and its capture, void and refunds at the gateway.</summary>
    public required string PaymentKey { get; init; }

    /// <summary>Of placing, cancelling or reporting at the platform.</summary>
    public required string PlatformKey { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The consent that was used up; null where money only flows to the person.</summary>
    public string? ConsentId { get; init; }

    /// <summary>From then on what is not yet placed is given up.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>What it took out of the conversation's basket; null where that held something else.</summary>
    public Basket? Basket { get; init; }

    public Placement? Placement { get; init; }

    /// <summary>Cancel: what of the order; null for all that is left.</summary>
    public IReadOnlyList<LineUnits>? Lines { get; init; }

    /// <summary>Cancel: what the person paid for what is cancelled; null for all that is left.</summary>
    public Money? Stake { get; init; }

    /// <summary>Problem: the id of the order that makes it good, if one is made.</summary>
    public string? RemakeId { get; init; }

    public ProblemReport? Report { get; init; }

    public Money? Fee { get; init; }

    public Money? Refund { get; init; }

    /// <summary>Why it came to nothing; set as soon as it is decided, before all is put back.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>Whether the gateway has a part in it; a wallet is settled within our own transactions, and a total of zero needs neither.</summary>
    [JsonIgnore]
    public bool ThroughGateway => Method != PaymentMethods.Wallet && PaymentKey.Length > 0;

    [JsonIgnore]
    public bool IsDone => Step == JournalStep.Done;
}

[JsonSerializable(typeof(Journal))]
internal sealed partial class JournalJson : JsonSerializerContext
{
    public static JournalJson Relaxed { get; } = new(PluginsJson.CreateOptions());
}

namespace Agent.Plugins.Orders;

/// <summary>What share_order returns: what may be told to whoever receives the order. It holds no amount, and nothing of where else the person orders or lives.</summary>
/// <param name="Minutes">From now to the expected arrival; null once it has ended.</param>
public sealed record SharedOrder(
    string OrderId,
    string? Recipient,
    string StoreName,
    IReadOnlyList<SharedLine> Lines,
    bool Pickup,
    OrderState State,
    DateTimeOffset ExpectedAt,
    int? Minutes,
    string? LateReason,
    string? Courier);

/// <param name="Choices">Names of the options.</param>
/// <param name="Quantity">Without what was cancelled.</param>
public sealed record SharedLine(string Name, IReadOnlyList<string> Choices, int Quantity);

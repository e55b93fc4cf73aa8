using System.Text.Json.Serialization;
using Agent.Plugins.Orders;
using Agent.Plugins.Platforms;

namespace Agent.Plugins.Payments;

/// <summary>Everything that a person agrees to who cancels an order or a part of it: the order as it stands, and the platform's terms.</summary>
internal sealed record CancellationOffer
{
    public required string OrderId { get; init; }

    public required string PlatformOrderId { get; init; }

    public required string Method { get; init; }

    /// <summary>What of it; empty for all that is left.</summary>
    public required IReadOnlyList<LineUnits> Lines { get; init; }

    /// <summary>What had been cancelled before.</summary>
    public required IReadOnlyList<LineUnits> Gone { get; init; }

    /// <summary>What the order cost.</summary>
    public required Money Total { get; init; }

    /// <summary>What had flowed back before.</summary>
    public required Money Refunded { get; init; }

    public required Money Fee { get; init; }

    public required Money Refund { get; init; }

    /// <summary>Vouchers that come back for another order.</summary>
    public required IReadOnlyList<string> Returning { get; init; }

    /// <summary>Vouchers that have ended, and so do not come back.</summary>
    public required IReadOnlyList<string> Ended { get; init; }

    /// <summary>What the person paid for what is cancelled.</summary>
    [JsonIgnore]
    public Money Stake => Fee + Refund;

    [JsonIgnore]
    public bool IsWhole => Lines.Count == 0;

    /// <param name="ended">Codes of the order's vouchers that have ended.</param>
    public static CancellationOffer Of(Order order, IReadOnlyList<LineUnits> lines, CancellationTerms terms, IReadOnlySet<string> ended) => new()
    {
        OrderId = order.Id,
        PlatformOrderId = order.PlatformOrderId!,
        Method = order.PaymentMethod,
        Lines = lines,
        Gone = order.Gone,
        Total = order.Quote.Total,
        Refunded = order.Refunded,
        Fee = terms.Fee,
        Refund = terms.Refund,
        // With a part cancelled they stay used for the rest.
        Returning = lines.Count > 0 ? [] : [.. order.Quote.Discounts.Select(d => d.VoucherCode).Where(c => !ended.Contains(c))],
        Ended = lines.Count > 0 ? [] : [.. order.Quote.Discounts.Select(d => d.VoucherCode).Where(ended.Contains)],
    };

    /// <summary>The same terms for the order as it is now.</summary>
    public CancellationOffer For(Order order) => this with
    {
        PlatformOrderId = order.PlatformOrderId ?? "",
        Method = order.PaymentMethod,
        Gone = order.Gone,
        Total = order.Quote.Total,
        Refunded = order.Refunded,
    };
}

[JsonSerializable(typeof(CancellationOffer))]
internal sealed partial class CancellationJson : JsonSerializerContext
{
    public static CancellationJson Relaxed { get; } = new(PluginsJson.CreateOptions());
}

using System.Collections.Frozen;

namespace Agent.Planning;

internal enum Effect
{
    /// <summary>Changes nothing.</summary>
    Read,

    /// <summary>Changes only this conversation's basket, and gives the person what is theirs: a refund, a voucher, a link, an address in their own book.</summary>
    Draft,

    /// <summary>Creates a pending consent and moves nothing.</summary>
    Request,
}

/// <summary>What each of the agent's own functions does, and so which ones there are when a plugin is missing.</summary>
internal static class FunctionEffects
{
    public static FrozenDictionary<string, Effect> Known { get; } = new Dictionary<string, Effect>(StringComparer.Ordinal)
    {
        ["search_menu"] = Effect.Read,
        ["get_item"] = Effect.Read,
        ["list_stores"] = Effect.Read,
        ["compare_prices"] = Effect.Read,
        ["update_basket"] = Effect.Draft,
        ["view_basket"] = Effect.Read,
        ["set_delivery"] = Effect.Draft,
        ["save_address"] = Effect.Draft,
        ["list_vouchers"] = Effect.Read,
        ["apply_vouchers"] = Effect.Draft,
        ["claim_voucher"] = Effect.Draft,
        ["invite_friend"] = Effect.Draft,
        ["request_transfer"] = Effect.Request,
        ["request_payment"] = Effect.Request,
        ["get_wallet"] = Effect.Read,
        ["list_orders"] = Effect.Read,
        ["track_order"] = Effect.Read,
        ["share_order"] = Effect.Read,
        ["request_cancellation"] = Effect.Request,
        ["report_problem"] = Effect.Draft,
        ["reorder"] = Effect.Draft,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A function of an embedder's own counts as changing something, so that it never runs beside another.</summary>
    public static Effect Of(string function) => Known.GetValueOrDefault(function, Effect.Draft);
}

using Agent.Plugins;
using Agent.Plugins.Pricing;
using Agent.Sandbox.Catalogue;

namespace Agent.Sandbox.Platforms;

/// <summary>What a platform charges beside the goods. Thresholds look at the goods' list price, before vouchers; fees that are nothing are not listed.</summary>
/// <remarks>For pick-up there is no delivery fee, no small order fee and no minimum.</remarks>
internal static class FeeRules
{
    public static IReadOnlyList<Fee> Of(PlatformProfile profile, Money goods, int pieces, bool pickup)
    {
        var none = Money.Zero(goods.Currency);
        Fee[] fees =
        [
            new(FeeKind.Delivery, pickup || goods >= profile.FreeDeliveryFrom ? none : profile.DeliveryFee),
            new(FeeKind.Packaging, profile.PackagingPerItem * pieces),
            new(FeeKind.Service, Money.Min(goods.Share(profile.ServiceFeeBasisPoints), profile.ServiceFeeCap)),
            new(FeeKind.SmallOrder, !pickup && goods < profile.SmallOrderBelow ? profile.SmallOrderFee : none),
        ];
        return [.. fees.Where(f => !f.Amount.IsZero)];
    }
}

using Agent.Plugins.Menu;
using Agent.Sandbox.Catalogue;

namespace Agent.Sandbox.Tests.Catalogue;

public sealed class ShippedCatalogueTests
{
    private static readonly SandboxCatalogue shipped = SandboxCatalogue.Load(SandboxCatalogue.ShippedFolder);

    private static IReadOnlyList<StoreMenu> Menus => [.. shipped.Platforms.SelectMany(p => shipped.MenusOf(p.Id))];

    private static IReadOnlyList<MenuItem> Items => [.. Menus.SelectMany(m => m.Items).DistinctBy(i => i.Id)];

    [Fact]
    public void Three_platforms_differ_in_what_they_give()
    {
        shipped.Platforms.Count.ShouldBe(3);
        shipped.Platforms.ShouldContain(p => p.HasFeed && p.PublishesVoucherTerms);
        shipped.Platforms.ShouldContain(p => !p.HasFeed);
        shipped.Platforms.ShouldContain(p => !p.PublishesVoucherTerms);
        shipped.Platforms.Select(p => (p.MinimumOrder, p.DeliveryFee, p.ServiceFeeBasisPoints, p.Pace)).Distinct().Count().ShouldBe(3);
        shipped.Platforms.ShouldAllBe(p => p.Vouchers.Count > 0);
    }

    [Fact]
    public void Taro_milk_tea_is_one_item_of_one_store_on_every_platform()
    {
        Items.Where(i => i.Name.English == "Taro Milk Tea" || i.Name.Chinese == "香芋奶茶" || i.Name.German == "Taro-Milchtee").Select(i => i.Id).ShouldBe(["cloud-leaf.taro-milk-tea"]);
        Menus.Where(m => m.Items.Any(i => i.Id == "cloud-leaf.taro-milk-tea")).Select(m => m.PlatformId).ShouldBe(shipped.Platforms.Select(p => p.Id));
    }
}

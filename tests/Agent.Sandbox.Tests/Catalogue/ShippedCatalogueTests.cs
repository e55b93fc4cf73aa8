using Agent.Plugins;
using Agent.Plugins.Menu;
using Agent.Plugins.Pricing;
using Agent.Plugins.Vouchers;
using Agent.Sandbox.Catalogue;

namespace Agent.Sandbox.Tests.Catalogue;

public sealed class ShippedCatalogueTests
{
    private static readonly DateTimeOffset opening = new(2026, 2, 6, 12, 0, 0, SandboxCatalogue.CityOffset);
    private static readonly SandboxCatalogue shipped = SandboxCatalogue.Load(SandboxCatalogue.ShippedFolder);
    private static readonly StoreMenu[] menus = [.. shipped.Platforms.SelectMany(p => shipped.MenusOf(p.Id))];
    private static readonly MenuItem[] items = [.. menus.SelectMany(m => m.Items).DistinctBy(i => i.Id)];
    private static readonly Store[] stores = [.. menus.Select(m => m.Store).DistinctBy(s => s.Id)];
    private static readonly Voucher[] vouchers = [.. shipped.Platforms.SelectMany(p => p.Vouchers).Select(h => h.Voucher), .. shipped.CampaignVouchers];

    [Fact]
    public void Three_platforms_differ_in_what_they_give_and_take()
    {
        shipped.Platforms.Count.ShouldBe(3);
        shipped.Platforms.ShouldContain(p => p.HasFeed && p.PublishesVoucherTerms);
        shipped.Platforms.ShouldContain(p => !p.HasFeed);
        shipped.Platforms.ShouldContain(p => !p.PublishesVoucherTerms);
        shipped.Platforms.Select(p => p.DeliveryFee).Distinct().Count().ShouldBe(3);
        shipped.Platforms.Select(p => p.MinimumOrder).Distinct().Count().ShouldBe(3);
        shipped.Platforms.Select(p => p.PackagingPerItem).Distinct().Count().ShouldBe(3);
        shipped.Platforms.Select(p => p.ServiceFeeBasisPoints).Distinct().Count().ShouldBe(3);
        shipped.Platforms.Select(p => p.Pace).Distinct().Count().ShouldBe(3);
        shipped.Platforms.Select(p => string.Join(',', p.Zones)).Distinct().Count().ShouldBe(3);
        shipped.Platforms.ShouldAllBe(p => p.Vouchers.Count > 0);
    }

    [Fact]
    public void Twenty_stores_sell_two_hundred_items_over_every_category()
    {
        stores.Length.ShouldBe(20);
        items.Length.ShouldBeGreaterThanOrEqualTo(200);
        foreach (var category in Category.All)
            items.Count(i => i.Category == category).ShouldBeGreaterThanOrEqualTo(12, category);
    }

    [Fact]
    public void What_is_eaten_in_a_coffee_house_is_no_coffee()
    {
        foreach (var eaten in new[] { "tiramisu", "almond-tart", "avocado-toast", "butter-croissant", "tuna-sandwich" })
            items.Single(i => i.Id.EndsWith("." + eaten, StringComparison.Ordinal)).Category.ShouldBe(Category.Meal);
    }

    [Fact]
    public void Stores_are_on_one_two_and_three_platforms_and_one_is_for_pick_up_only()
    {
        var listings = stores.Select(s => menus.Count(m => m.Store.Id == s.Id)).ToArray();
        listings.Count(n => n > 1).ShouldBeGreaterThanOrEqualTo(12);
        listings.ShouldContain(1);
        listings.ShouldContain(2);
        listings.ShouldContain(3);
        menus.Where(m => m.Store.Zones.Count == 0).ShouldHaveSingleItem().Store.Pickup.ShouldBeTrue();
    }

    [Fact]
    public void The_same_item_costs_differently_on_different_platforms()
    {
        var prices = menus.SelectMany(m => m.Items).GroupBy(i => i.Id).Where(g => g.Count() > 1).ToArray();
        prices.Count(g => g.Select(i => i.Price).Distinct().Count() > 1).ShouldBeGreaterThan(prices.Length / 2);
        prices.Select(g => menus.First(m => m.Items.Any(i => i.Id == g.Key && i.Price == g.Min(x => x.Price))).PlatformId).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void Every_text_is_there_in_three_languages()
    {
        var texts = items.SelectMany(i => new[] { i.Name, i.Description })
            .Concat(items.SelectMany(i => i.Options).SelectMany(g => g.Choices.Select(c => c.Name).Append(g.Name)))
            .Concat(stores.Select(s => s.Name))
            .Concat(vouchers.Select(v => v.Title))
            .Concat(shipped.Person.Addresses.Select(a => a.Label));
        foreach (var text in texts)
        {
            text.Chinese.ShouldContain(c => IsHan(c), text.English);
            (text.English + text.German).ShouldNotContain(c => IsHan(c), text.English);
            text.German.ShouldNotBeNullOrWhiteSpace();
        }
    }

    [Fact]
    public void Descriptions_are_their_own_text_in_each_language() =>
        items.ShouldAllBe(i => i.Description.English != i.Description.German && i.Description.English != i.Name.English);

    [Fact]
    public void Names_are_unique_within_a_store_in_each_language()
    {
        foreach (var store in items.GroupBy(i => i.StoreId))
            foreach (var language in Enum.GetValues<Language>())
                store.Select(i => i.Name.In(language)).ShouldBeUnique();
    }

    [Fact]
    public void Few_names_are_shared_by_stores_and_then_in_every_language()
    {
        var shared = items.GroupBy(i => i.Name.English).Where(g => g.Count() > 1).ToArray();
        shared.Select(g => g.Key).ShouldContain("Latte");
        shared.Length.ShouldBeLessThan(items.Length / 20);
        foreach (var language in Enum.GetValues<Language>())
            items.GroupBy(i => i.Name.In(language)).Where(g => g.Count() > 1).Select(g => g.First().Id).ShouldBe(shared.Select(g => g.First().Id));
        shared.ShouldAllBe(g => g.Select(i => i.Kind).Distinct().Count() == 1);
    }

    [Theory]
    [InlineData("milk-1l", 2)]
    [InlineData("cola-330", 3)]
    [InlineData("latte", 2)]
    [InlineData("taro-milk-tea", 2)]
    public void Equivalents_of_different_stores_share_their_kind(string kind, int least) =>
        items.Where(i => i.Kind == kind).Select(i => i.StoreId).Distinct().Count().ShouldBeGreaterThanOrEqualTo(least);

    [Fact]
    public void Several_dishes_answer_to_fried_rice() =>
        items.Count(i => i.Name.English.Contains("Fried Rice", StringComparison.Ordinal) && i.Name.Chinese.Contains("炒饭", StringComparison.Ordinal)).ShouldBeGreaterThan(2);

    [Fact]
    public void Taro_milk_tea_is_one_item_of_one_store_on_every_platform_at_the_office()
    {
        string[] names = ["Taro Milk Tea", "香芋奶茶", "Taro-Milchtee"];
        foreach (var language in Enum.GetValues<Language>())
            items.Where(i => names.Contains(i.Name.In(language)) || i.Aliases.Intersect(names).Any()).ShouldHaveSingleItem().Id.ShouldBe("cloud-leaf.taro-milk-tea");

        var office = shipped.Person.Addresses.Single(a => a.Id == "office").Zone;
        var listings = menus.Where(m => m.Items.Any(i => i.Id == "cloud-leaf.taro-milk-tea")).ToArray();
        listings.Select(m => m.PlatformId).ShouldBe(shipped.Platforms.Select(p => p.Id));
        listings.ShouldAllBe(m => m.Store.Zones.Contains(office) && m.Store.Hours.IsOpen(new TimeOnly(12, 0)));
        foreach (var choice in (string[])["size.large", "sugar.half", "ice.none"])
            listings.SelectMany(m => m.Items).Where(i => i.Id == "cloud-leaf.taro-milk-tea").ShouldAllBe(i => i.FindChoice(choice) != null);
    }

    [Fact]
    public void The_office_is_reached_by_all_platforms_and_home_by_two()
    {
        shipped.Platforms.Count(p => p.Zones.Contains(Zone("office"))).ShouldBe(3);
        shipped.Platforms.Count(p => p.Zones.Contains(Zone("home"))).ShouldBe(2);
    }

    [Fact]
    public void Hours_have_a_breakfast_an_evening_a_night_and_one_that_never_closes()
    {
        var noon = new TimeOnly(12, 0);
        stores.ShouldContain(s => s.Hours.Opens < noon && s.Hours.Closes < noon && s.Hours.Closes > s.Hours.Opens);
        stores.ShouldContain(s => s.Hours.Opens > noon && s.Hours.Closes > s.Hours.Opens);
        stores.ShouldContain(s => s.Hours.Opens > noon && s.Hours.Closes < s.Hours.Opens && s.Hours.IsOpen(new TimeOnly(1, 0)));
        stores.ShouldContain(s => s.Hours == OpeningHours.Always);
        stores.Count(s => s.Hours.IsOpen(noon)).ShouldBeGreaterThanOrEqualTo(15);
    }

    [Fact]
    public void Stock_runs_low_and_out_and_is_mostly_not_counted()
    {
        items.ShouldContain(i => i.Stock == 0);
        items.Count(i => i.Stock is > 0 and < 10).ShouldBeGreaterThan(5);
        items.Count(i => i.Stock == null).ShouldBeGreaterThan(items.Length / 2);
    }

    [Fact]
    public void What_an_option_can_bring_in_is_declared()
    {
        foreach (var item in items.Where(i => i.Allergens.Complete))
        {
            if (item.FindChoice("topping.pudding") is not null || item.FindChoice("side.egg") is not null) item.Allergens.IsFreeOf("egg").ShouldBeFalse(item.Id);
            if (item.FindChoice("topping.cheese_foam") is not null || item.FindChoice("milk.whole") is not null) item.Allergens.IsFreeOf("milk").ShouldBeFalse(item.Id);
            if (item.FindChoice("milk.oat") is not null) item.Allergens.IsFreeOf("gluten").ShouldBeFalse(item.Id);
            if (item.FindChoice("milk.soy") is not null) item.Allergens.IsFreeOf("soy").ShouldBeFalse(item.Id);
        }
    }

    [Fact]
    public void Marks_hold_whatever_is_chosen()
    {
        string[] animal = ["topping.pudding", "topping.cheese_foam", "milk.whole", "milk.skimmed", "side.egg", "side.beef"];
        foreach (var item in items.Where(i => i.Dietary.Contains("vegan")))
        {
            item.Dietary.ShouldContain("vegetarian", item.Id);
            item.Allergens.Contains.Intersect(["milk", "egg", "fish", "shellfish"]).ShouldBeEmpty(item.Id);
            animal.Where(a => item.FindChoice(a) is not null).ShouldBeEmpty(item.Id);
        }

        foreach (var item in items.Where(i => i.Dietary.Contains("vegetarian")))
        {
            item.Allergens.Contains.Intersect(["fish", "shellfish"]).ShouldBeEmpty(item.Id);
            item.FindChoice("side.beef").ShouldBeNull(item.Id);
        }

        items.ShouldContain(i => !i.Allergens.Complete && i.Allergens.Contains.Count > 0);
        items.ShouldContain(i => i.Allergens == AllergenInfo.Unknown);
        Dietary.Marks.ShouldAllBe(mark => items.Any(i => i.Dietary.Contains(mark)));
    }

    [Fact]
    public void Some_choice_must_be_made_and_some_costs_extra()
    {
        items.SelectMany(i => i.Options).ShouldContain(g => g.Least == 1 && g.Default == null);
        items.SelectMany(i => i.Options).SelectMany(g => g.Choices).ShouldContain(c => c.PriceChange.Minor < 0);
        items.Count(i => i.Options.Any(g => g.Choices.Any(c => c.PriceChange.Minor > 0))).ShouldBeGreaterThan(60);
    }

    [Fact]
    public void Vouchers_are_of_every_kind_and_one_has_expired()
    {
        foreach (var kind in typeof(Benefit).GetNestedTypes())
            vouchers.ShouldContain(v => v.Terms!.Benefit.GetType() == kind);
        vouchers.Count(v => v.ValidUntil <= opening).ShouldBe(1);
        vouchers.Where(v => v.ValidUntil > opening).ShouldAllBe(v => v.ValidFrom <= opening);
        vouchers.ShouldContain(v => v.Terms!.Categories.Count > 0);
        vouchers.ShouldContain(v => v.Terms!.Stores.Count > 0);
        vouchers.ShouldContain(v => v.Terms!.Hours.Count > 0);
        vouchers.ShouldContain(v => v.Terms!.FirstOrderOnly);
        vouchers.ShouldContain(v => v.Terms!.Zones.Count > 0);
        vouchers.ShouldContain(v => v.Terms!.Methods.Count > 0);
        vouchers.ShouldContain(v => v.Terms!.Limit != null);
        vouchers.ShouldContain(v => v.Terms!.Excludes.Count > 0);
        shipped.CampaignVouchers.Single(v => v.Terms!.Benefit is Benefit.FreeOrder).ValidUntil.ShouldBe(new DateTimeOffset(2026, 3, 1, 0, 0, 0, SandboxCatalogue.CityOffset));
        shipped.CampaignVouchers.ShouldAllBe(v => v.PlatformId == null && v.Funder == Funder.Campaign);
        shipped.Platforms.ShouldAllBe(p => p.Vouchers.All(h => h.PersonId == shipped.Person.Id && h.Voucher.PlatformId == p.Id));
    }

    [Fact]
    public void The_sentence_of_the_story_is_cheapest_where_neither_the_list_price_nor_the_sum_before_vouchers_is()
    {
        var before = shipped.Platforms.ToDictionary(p => p.Id, p => TwoLargeTaro(p) is var s ? s.Fees.Aggregate(s.Lines[0].Total, (sum, fee) => sum + fee.Amount) : default);
        var list = shipped.Platforms.ToDictionary(p => p.Id, p => TwoLargeTaro(p).Lines[0].Total);
        var after = shipped.Platforms.ToDictionary(p => p.Id, p => before[p.Id] - BestOff(p));

        var winner = after.MinBy(a => a.Value).Key;
        list.MinBy(a => a.Value).Key.ShouldNotBe(winner);
        before.MinBy(a => a.Value).Key.ShouldNotBe(winner);
        after.Values.Distinct().Count().ShouldBe(3);
        after.Values.ShouldAllBe(total => total.Minor > 0);
    }

    [Fact]
    public void The_person_has_been_here_before()
    {
        shipped.Person.Id.ShouldBe("demo");
        shipped.Person.Addresses.Select(a => a.Id).ShouldBe(["home", "office"]);
        shipped.Person.WalletBalance.Minor.ShouldBeGreaterThan(0);
        shipped.Person.Orders.Count.ShouldBe(3);
        shipped.Person.Orders.ShouldAllBe(o => o.DeliveredAt < opening);
        shipped.Person.Orders.Select(o => o.PlacedAt).ShouldBeInOrder();
        foreach (var order in shipped.Person.Orders)
        {
            var menu = shipped.MenusOf(order.PlatformId).Single(m => m.Store.Id == order.StoreId);
            menu.Store.Zones.ShouldContain(Zone(order.AddressId));
            order.Lines.ShouldAllBe(l => menu.Items.Any(i => i.Id == l.ItemId && i.Stock != 0));
        }

        stores.Single(s => s.Id == shipped.Person.Orders[^1].StoreId).Hours.IsOpen(new TimeOnly(12, 0)).ShouldBeTrue();
    }

    [Fact]
    public void The_same_files_give_the_same_catalogue()
    {
        var again = SandboxCatalogue.Load(SandboxCatalogue.ShippedFolder);
        again.Platforms.SelectMany(p => again.MenusOf(p.Id)).SelectMany(m => m.Items.Select(i => (m.PlatformId, m.Store.Id, i.Id, i.Price)))
            .ShouldBe(menus.SelectMany(m => m.Items.Select(i => (m.PlatformId, m.Store.Id, i.Id, i.Price))));
        again.MenusOf("nowhere").ShouldBeEmpty();
    }

    private static string Zone(string addressId) => shipped.Person.Addresses.Single(a => a.Id == addressId).Zone;

    private static bool IsHan(char c) => c is >= '\u4e00' and <= '\u9fff';

    private static VoucherSubject TwoLargeTaro(PlatformProfile platform)
    {
        var item = shipped.MenusOf(platform.Id).SelectMany(m => m.Items).Single(i => i.Id == "cloud-leaf.taro-milk-tea");
        var goods = (item.Price + item.FindChoice("size.large")!.PriceChange) * 2;
        goods.ShouldBeGreaterThanOrEqualTo(platform.MinimumOrder);
        var delivery = platform.FreeDeliveryFrom is { } free && goods >= free ? Money.Zero(SandboxCatalogue.Currency) : platform.DeliveryFee;
        var small = goods < platform.SmallOrderBelow ? platform.SmallOrderFee : Money.Zero(SandboxCatalogue.Currency);
        var service = Money.Min(goods.Share(platform.ServiceFeeBasisPoints), platform.ServiceFeeCap);
        return new VoucherSubject
        {
            PlatformId = platform.Id,
            StoreId = item.StoreId,
            Lines = [VoucherLine.Of(item, item.Price + item.FindChoice("size.large")!.PriceChange, 2)],
            Fees = [new Fee(FeeKind.Delivery, delivery), new Fee(FeeKind.Packaging, platform.PackagingPerItem * 2), new Fee(FeeKind.Service, service), new Fee(FeeKind.SmallOrder, small)],
            Currency = SandboxCatalogue.Currency,
            At = opening,
            WantedAt = opening,
            Zone = Zone("office"),
            FirstOnPlatform = false,
            FirstAtAll = false,
            Method = "card",
        };
    }

    private static Money BestOff(PlatformProfile platform)
    {
        var subject = TwoLargeTaro(platform);
        Voucher[] held = [.. platform.Vouchers.Select(h => h.Voucher), .. shipped.CampaignVouchers];
        return Enumerable.Range(0, 1 << held.Length)
            .Select(set => VoucherArithmetic.Apply(held.Where((_, i) => (set >> i & 1) == 1), subject, Language.English))
            .Where(o => o.Succeeded)
            .Max(o => o.Value!.Aggregate(Money.Zero(SandboxCatalogue.Currency), (sum, d) => sum + d.Amount));
    }
}

using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Menu;
using Agent.Plugins.People;
using Agent.Plugins.Platforms;
using Agent.Sandbox.Catalogue;

namespace Agent.Sandbox.Tests;

public sealed class ShippedWorldTests
{
    [Fact]
    public async Task Everything_on_every_shelf_can_be_quoted_by_its_platform()
    {
        await using var world = SandboxWorld.Open(new SandboxOptions { BaseClock = new VirtualTime() });
        var quoted = 0;
        foreach (var platform in world.Platforms)
        {
            var profile = world.Catalogue.Platforms.Single(p => p.Id == platform.Info.Id);
            foreach (var menu in world.Catalogue.MenusOf(platform.Info.Id).Where(m => !m.Store.Paused))
            {
                foreach (var item in menu.Items)
                {
                    var request = Request(menu.Store, item, profile, world.Clock.GetCityNow());
                    if (item.Stock < request.Lines[0].Quantity) continue;
                    var quote = await platform.QuoteAsync(request, default);
                    quote.Refusal.ShouldBeNull($"{item.Id} on {platform.Info.Id}");
                    quote.Value!.AddsUp.ShouldBeTrue();
                    quoted++;
                }
            }
        }

        quoted.ShouldBeGreaterThan(300);
    }

    [Fact]
    public async Task The_shipped_person_can_use_every_voucher_of_a_platform_that_publishes_nothing()
    {
        await using var world = SandboxWorld.Open(new SandboxOptions { BaseClock = new VirtualTime() });
        var closed = world.Platforms.Where(p => !p.Info.PublishesVoucherTerms).ToArray();
        closed.ShouldNotBeEmpty();
        foreach (var platform in closed)
        {
            var held = await platform.ListVouchersAsync(world.Catalogue.Person.Id, default);
            held.ShouldNotBeEmpty();
            held.ShouldAllBe(v => v.Terms == null && v.PlatformId == platform.Info.Id);
        }
    }

    private static QuoteRequest Request(Store store, MenuItem item, PlatformProfile profile, DateTimeOffset now)
    {
        string[] choices = [.. item.Options.Where(g => g is { Least: > 0, Default: null }).Select(g => g.Choices[0].Id)];
        var price = choices.Aggregate(item.Price, (sum, c) => sum + item.FindChoice(c)!.PriceChange);
        var quantity = (int)Math.Max(1, (profile.MinimumOrder.Minor + price.Minor - 1) / price.Minor);
        var address = store.Zones.Count == 0 ? null : new Address("a", new LocalizedText("a", "a", "a"), "a", store.Zones[0]);
        DateTimeOffset? at = store.Hours.IsOpen(TimeOnly.FromDateTime(now.DateTime)) ? null : store.Hours.NextOpening(now).AddHours(1);
        return new QuoteRequest("demo", store.Id, [new BasketLine("1", item.Id, choices, quantity)], address, at, null, [], Language.German);
    }
}

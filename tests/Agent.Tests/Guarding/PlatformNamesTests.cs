using Agent.Guarding;
using Agent.Plugins;
using Agent.Tests.World;

namespace Agent.Tests.Guarding;

/// <summary>A platform that no function returned and nobody spoke of is not shown.</summary>
public sealed class PlatformNamesTests
{
    [Theory]
    [InlineData("It is cheaper on FastFood24.", "FastFood24")]
    [InlineData("Uber Eats has it too.", "Uber Eats")]
    [InlineData("在美团上更便宜。", "美团")]
    [InlineData("Auf Hungry Panda geht es schneller.", "Hungry Panda")]
    public async Task One_that_does_not_exist_here_is_taken_back(string claim, string name)
    {
        await using var shop = new Shop();
        shop.Client.Says(claim);

        var seen = await shop.TypeAsync("where?");

        seen.OfType<TextDiscarded>().ShouldHaveSingleItem().Reason.ShouldBe("unsourced_name");
        seen.Said().ShouldNotContain(name);
    }

    [Fact]
    public async Task One_that_the_person_named_may_be_spoken_of()
    {
        await using var shop = new Shop();
        shop.Client.Says("I do not compare prices on FastFood24, but on two others.");

        (await shop.TypeAsync("is it cheaper on FastFood24?")).OfType<TextDiscarded>().ShouldBeEmpty();
    }

    [Fact]
    public async Task One_of_this_world_counts_only_where_a_function_returned_it()
    {
        await using var shop = new Shop();
        shop.Client.Calls("search_menu", new { query = "taro" }).Says("It is on Platform A.");
        (await shop.TypeAsync("taro?")).OfType<TextDiscarded>().ShouldBeEmpty();

        shop.Client.Says("It is on Platform A.");
        (await shop.TypeAsync("and pearl?", person: "bob", conversation: "c2")).OfType<TextDiscarded>().ShouldHaveSingleItem().Reason.ShouldBe("unsourced_name");
    }

    [Fact]
    public void What_has_a_source_in_any_of_the_languages_is_left_alone()
    {
        foreach (var language in Enum.GetValues<Language>())
        {
            var sources = new TeaRound(language).Sources();
            foreach (var quote in new TeaRound(language).Compared().Ranked.Select(r => r.Quote))
                foreach (var text in new[] { $"It is on {quote.PlatformName}.", $"Auf {quote.PlatformName} kostet es weniger.", $"在{quote.PlatformName}上更便宜。", $"The platform {quote.PlatformName} is first." })
                    PlatformNames.FindUnsourced(text, sources, TeaRound.Zone).ShouldBeNull(text);
        }
    }
}

using System.Globalization;
using Agent.Plugins.Menu;
using Agent.Plugins.Menu.Search;
using Microsoft.Data.Sqlite;

namespace Agent.Plugins.Tests.Menu.Search;

public sealed class RankingTests
{
    [Theory]
    [InlineData("taro milk tea")]
    [InlineData("珍珠奶茶")]
    [InlineData("tea")]
    [InlineData("caffe latte")]
    public async Task The_score_of_the_words_is_FTS5s_own_bm25(string text)
    {
        var platform = MenuWorld.Teahouse();
        var menus = new List<StoreMenu>();
        await foreach (var menu in platform.ReadFeedAsync(default)) menus.Add(menu);
        using var snapshot = MenuSnapshot.Build([(platform.Info, menus)]);
        var query = MenuQuery.Parse(text, snapshot.Vocabulary, MenuSnapshot.Lexicon);
        var ranking = new Ranking(query, snapshot.Vocabulary, snapshot.Items.Count, snapshot.AverageLength);

        var theirs = Bm25OfFts5(snapshot, string.Join(" OR ", query.Terms.Select(t => $"\"{t}\"")));
        theirs.ShouldNotBeEmpty();
        foreach (var (row, score) in theirs) ranking.Bm25(snapshot.Items[row - 1]).ShouldBe(score, 1e-5);
    }

    private static List<(int Row, double Score)> Bm25OfFts5(MenuSnapshot snapshot, string match)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE VIRTUAL TABLE t USING fts5(name, other, store, category, description, tokenize='ascii')";
        command.ExecuteNonQuery();
        var reader = new ItemReader(new Vocabulary(), MenuSnapshot.Lexicon, snapshot.IsWord);
        foreach (var item in snapshot.Items)
        {
            reader.Read(item.Listings, out var words);
            command.CommandText = "INSERT INTO t VALUES (" + string.Join(", ", words.Select(w => $"'{string.Join(' ', w)}'")) + ")";
            command.ExecuteNonQuery();
        }

        var weights = string.Join(", ", IndexedItem.Weights.Select(w => w.ToString(CultureInfo.InvariantCulture)));
        command.CommandText = $"SELECT rowid, -bm25(t, {weights}) FROM t WHERE t MATCH $1";
        command.Parameters.AddWithValue("$1", match);
        using var rows = command.ExecuteReader();
        var scores = new List<(int, double)>();
        while (rows.Read()) scores.Add(((int)rows.GetInt64(0), rows.GetDouble(1)));
        return scores;
    }
}

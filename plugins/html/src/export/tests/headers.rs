//! What a reader of the page is told of each of the 175 cells of table three.

use scraper::Html;

use super::{export, sample, select, text};

#[test]
fn each_cell_of_table_three_names_header_cells_that_are_there() {
    let page = Html::parse_document(&export(&sample::job()));
    let heads = select(&page, "#t2 th[id]");
    let cells = select(&page, "#t2 td");
    assert_eq!(cells.len(), 175);
    let mut dump = String::new();
    for head in &heads {
        let above = head.attr("headers").map(|ids| format!(" under {ids}")).unwrap_or_default();
        let (id, scope) = (head.attr("id").unwrap(), head.attr("scope").unwrap());
        dump += &format!("{id} {scope}{above}: {}\n", text(*head));
    }
    for cell in cells {
        let ids: Vec<&str> = cell.attr("headers").unwrap().split(' ').collect();
        for id in &ids {
            assert_eq!(heads.iter().filter(|head| head.attr("id") == Some(id)).count(), 1, "{id}");
        }
        let scope = |id: &&str| heads.iter().find(|head| head.attr("id") == Some(id)).unwrap().attr("scope").unwrap();
        // A row label has one to three levels, a column head two or three, and rows come first.
        let scopes: Vec<&str> = ids.iter().map(scope).collect();
        let rows = scopes.iter().take_while(|scope| **scope == "row").count();
        assert!((1..=3).contains(&rows) && scopes[rows..].iter().all(|scope| *scope == "col"), "{scopes:?}");
        assert!((2..=3).contains(&(ids.len() - rows)), "{ids:?}");
        dump += &format!("{} {}\n", cell.attr("data-cell").unwrap(), ids.join(" "));
    }
    insta::assert_snapshot!(dump);
}
